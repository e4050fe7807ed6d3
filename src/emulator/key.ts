/** Keys of bots, as the emulator hands them out and checks them. */

import { Buffer } from "node:buffer";
import type { EmulatorState } from "./state.ts";

const SCHEME = "Key ";
const ANY_ACCESS_KEY = "emulator";

/** @returns a key that names its bot: base64 of `identifier:accessKey`. */
export function keyFor(bot: string, accessKey: string = ANY_ACCESS_KEY): string {
  return Buffer.from(`${bot}:${accessKey}`, "utf8").toString("base64");
}

/** @returns a value of the `Authorization` header that the emulated Blip takes */
export function authorizationFor(state: EmulatorState): string {
  return SCHEME + keyFor(state.bot, state.accessKey ?? ANY_ACCESS_KEY);
}

/** Whether the value of an `Authorization` header is a key of this state's bot. */
export function isAuthorized(header: string, state: EmulatorState): boolean {
  if (!header.startsWith(SCHEME)) return false;
  const decoded = Buffer.from(header.slice(SCHEME.length), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon < 1 || colon === decoded.length - 1) return false;
  if (decoded.slice(0, colon).toLowerCase() !== state.bot.toLowerCase()) return false;
  return state.accessKey === null || decoded.slice(colon + 1) === state.accessKey;
}
