/** The version of the tool, told without loading anything else. */

import { readFileSync } from "node:fs";
import { PACKAGE } from "../app/package.ts";

export const VERSION_FLAGS = "-V, --version";

/** @returns whether a command line asks for the version and for nothing else */
export function asksForVersion(argv: readonly string[]): boolean {
  const [first, ...rest] = argv;
  return first !== undefined && rest.length === 0 && VERSION_FLAGS.split(", ").includes(first);
}

export function version(): string {
  const file = readFileSync(new URL("package.json", PACKAGE), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}
