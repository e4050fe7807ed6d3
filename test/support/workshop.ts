/** A directory of lists, the bot that they belong to, and the tool at work on both. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Domain } from "../../src/blip/envelope.ts";
import type { RunningEmulator } from "../../src/emulator/server.ts";
import type { Finished, Running } from "./cli.ts";
import { blipLists, directoryWith, emulatorWith, environmentFor, KEY, start } from "./cli.ts";

export interface Workshop {
  readonly blip: RunningEmulator;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  run(args: string, env?: Readonly<Record<string, string>>): Promise<Finished>;
  start(args: string): Running;
  /** Writes a file, a list, a setting. */
  put(path: string, text: string): void;
  read(path: string): string;
  /** Names of the files in a directory, hidden ones too. */
  names(directory?: string): string[];
  /** Commands that write since the log was cleared, in short: `vip +5531…`, `create vip`. */
  writes(): string[];
  /** What somebody does at Blip, past this tool. */
  removeMember(list: string, identity: string): Promise<void>;
  deleteList(list: string): Promise<void>;
}

export async function workshopWith(
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof emulatorWith>[0] = {},
): Promise<Workshop> {
  const blip = await emulatorWith(options);
  const cwd = directoryWith(files);
  const env = environmentFor(blip);
  const words = (args: string) => args.split(" ").filter((word) => word !== "");
  return {
    blip,
    cwd,
    env,
    run: (args, more = {}) => blipLists(words(args), { cwd, env: { ...env, ...more } }),
    start: (args) => start(words(args), { cwd, env }),
    put: (path, text) => writeFileSync(join(cwd, path), text),
    read: (path) => readFileSync(join(cwd, path), "utf8"),
    names: (directory = ".") => readdirSync(join(cwd, directory)).sort(),
    writes: () => writesOf(blip),
    removeMember: (list, identity) => erase(blip, `${listUri(list)}/recipients/${identity}`),
    deleteList: (list) => erase(blip, listUri(list)),
  };
}

/** A list file of one list. @param more further lines, each with its line feed */
export function listOf(name: string, members: readonly string[], more = ""): string {
  return `name: ${name}\n${more}members: [${members.map((one) => `"${one}"`).join(", ")}]\n`;
}

function listUri(list: string): string {
  return `/lists/${list}@broadcast.msging.net`;
}

async function erase({ url }: RunningEmulator, uri: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Key ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "by hand", to: `postmaster@${Domain.lists}`, method: "delete", uri }),
  });
  const { status } = Object(await response.json());
  if (status !== "success") throw new Error(`${uri} could not be deleted`);
}

function writesOf({ emulator }: RunningEmulator): string[] {
  const sets = emulator.log.entries.filter(({ method }) => method === "set");
  return sets.map(({ uri, resource }) => {
    const [, list] = /^\/lists\/(.*)@.*\/recipients$/.exec(decodeURIComponent(uri ?? "")) ?? [];
    if (list !== undefined) return `${list} ${String(resource)}`;
    return `create ${String(Object(resource).identity).split("@")[0]}`;
  });
}
