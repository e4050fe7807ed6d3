/** A directory with one list file, made for the benchmark and gone after it. */

import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BOT, LIST } from "./bot.ts";

export interface Workspace {
  readonly root: string;
  /** The list file. */
  readonly file: string;
  remove(): void;
}

/** @param members as the file is to write them, quotes and all */
export function makeWorkspace(commandsPerSecond: number, members: Iterable<string>): Workspace {
  const root = mkdtempSync(join(tmpdir(), "blip-lists-bench-"));
  mkdirSync(join(root, "lists"));
  writeFileSync(
    join(root, "lists", "bot.yaml"),
    `bot: ${BOT}\ncommandsPerSecond: ${commandsPerSecond}\nmaxLookups: 1000000\n`,
  );
  const file = join(root, "lists", "everybody.yaml");
  writeLines(file, [`name: ${LIST}`, "members:"], members);
  return { root, file, remove: () => rmSync(root, { recursive: true, force: true }) };
}

const LINES_AT_ONCE = 10_000;

function writeLines(file: string, heading: readonly string[], members: Iterable<string>): void {
  const handle = openSync(file, "w");
  let lines = [...heading];
  for (const member of members) {
    lines.push(`  - ${member}`);
    if (lines.length < LINES_AT_ONCE) continue;
    writeSync(handle, `${lines.join("\n")}\n`);
    lines = [];
  }
  if (lines.length > 0) writeSync(handle, `${lines.join("\n")}\n`);
  closeSync(handle);
}
