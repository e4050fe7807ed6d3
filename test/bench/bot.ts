/** The bot that is measured with: its key, its list, and customers who exist nowhere. */

import { keyFor } from "../../src/emulator/key.ts";

export const BOT = "benchbot";
export const ACCESS_KEY = "not-a-secret-of-anybody";
export const KEY = keyFor(BOT, ACCESS_KEY);
export const LIST = "everybody";
export const LIST_IDENTITY = `${LIST}@broadcast.msging.net`;

const PREFIX = "5531990";
const INDEX_DIGITS = 6;

/** @returns the digits of one of a million mobile numbers of Belo Horizonte, the ninth digit included */
function digitsOf(index: number): string {
  return PREFIX + String(index).padStart(INDEX_DIGITS, "0");
}

export function phoneOf(index: number): string {
  return `+${digitsOf(index)}`;
}

export function identityOf(index: number): string {
  return `${digitsOf(index)}@wa.gw.msging.net`;
}

export function* identities(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield identityOf(index);
}
