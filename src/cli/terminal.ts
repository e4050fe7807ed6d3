/** What the environment and the terminal allow: colour, width, full phone numbers. */

import { Chalk } from "chalk";
import type { Style } from "../report/style.ts";
import type { Environment, Output, Runtime } from "./runtime.ts";

const WIDTH_WITHOUT_TERMINAL = 100;

/** @returns colours where FORCE_COLOR asks for them, or where there is a terminal and NO_COLOR does not forbid it */
export function styleFor(output: Output, env: Environment): Style {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return new Chalk({ level: isOff(forced) ? 0 : 1 });
  const forbidden = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return new Chalk({ level: output.isTTY && !forbidden ? 1 : 0 });
}

export function widthOf(output: Output): number {
  return output.columns ?? WIDTH_WITHOUT_TERMINAL;
}

/** Where CI is set, output leaves the person's own terminal: phone numbers are masked. */
export function isMasked({ env }: Pick<Runtime, "env">): boolean {
  return !isOff(env.CI ?? "");
}

function isOff(value: string): boolean {
  return ["", "0", "false"].includes(value.toLowerCase());
}
