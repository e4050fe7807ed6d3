/** `blip-lists import`: the way in for lists that exist already. */

import { mkdir, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import type { ListName } from "../domain/list-name.ts";
import { isSendersList, listKey, parseListName } from "../domain/list-name.ts";
import { renderListFile } from "../report/list-file.ts";
import { counted, nameFor } from "../report/words.ts";
import { existingLists, survey } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { Exit, Failure } from "./failure.ts";
import { watchInterrupts } from "./interrupt.ts";
import { checkGlobs } from "./lists.ts";
import { createFile, PRIVATE, whyNotWritten } from "./safe-file.ts";
import { isMasked } from "./terminal.ts";
import type { World } from "./world.ts";

export interface ImportOptions {
  readonly directory: string;
  readonly globs: readonly string[];
}

/** Writes one file for each live list that no file of the directory declares. Overwrites nothing. */
export async function importLists({ directory, globs }: ImportOptions, world: World): Promise<number> {
  checkGlobs(globs);
  const path = resolve(world.cwd, directory);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const { settings, desired, diagnostics } = await readDeclared(directory, isThere, world);
  if (diagnostics.length > 0)
    throw new Failure(Exit.invalid, "invalid-lists", `${directory} is not valid`, diagnostics);
  const interrupt = watchInterrupts(world);
  const blip = connectToBlip(settings, world, interrupt);
  try {
    const declared = new Set(desired.lists.map(({ name }) => listKey(name)));
    const { names, passedOver } = await undeclaredLists(blip, declared, globs);
    if (names.length > 0) await makeDirectory(path, directory);
    let written = 0;
    for (const name of names) if (await writeList(name, path, blip, world)) written += 1;
    const note =
      passedOver === 0
        ? ""
        : `; ${counted(passedOver, "list")} with names that no file can declare passed over`;
    world.stdout.write(`Imported ${counted(written, "list")} into ${directory}${note}.\n`);
    return Exit.done;
  } finally {
    interrupt.release();
    await blip.close();
  }
}

async function makeDirectory(path: string, named: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(Exit.failed, "unwritable", `${named} cannot be made (${error.code}): allow it`);
  });
}

/** A directory that is empty, or not there yet, declares nothing: here that is no error. */
async function readDeclared(directory: string, isThere: boolean, world: World) {
  const loaded = await loadDirectory(directory, world.cwd);
  const configuration = await readConfiguration(loaded);
  const expected = isThere ? "no-lists" : "no-directory";
  const diagnostics = configuration.diagnostics.filter(
    ({ severity, code }) => severity === "error" && code !== expected,
  );
  return { ...configuration, diagnostics };
}

async function undeclaredLists(
  { reader }: Blip,
  declared: ReadonlySet<string>,
  globs: readonly string[],
): Promise<{ names: readonly ListName[]; passedOver: number }> {
  const matches = globs.length === 0 ? () => true : picomatch([...globs], { nocase: true });
  const wanted = [...(await existingLists(reader))].filter(
    (name) => name !== null && !isSendersList(name) && !declared.has(name) && matches(name),
  );
  const names = wanted.map((name) => parseListName(name ?? "")).filter((name) => name !== null);
  return { names: names.sort(), passedOver: wanted.length - names.length };
}

/** @returns whether there still is such a list */
async function writeList(name: ListName, directory: string, blip: Blip, world: World): Promise<boolean> {
  const live = await survey(blip.reader, [name]);
  const recipients = live.lists.get(listKey(name))?.recipients;
  if (recipients === undefined) return false;
  const text = renderListFile({ name, recipients, contract: blip.contract, at: world.now() });
  const file = await writeNew(directory, name, text).catch((error: unknown) => {
    throw new Failure(Exit.failed, "unwritable", `${directory}: ${whyNotWritten(error)}`);
  });
  world.stdout.write(
    `${nameFor({ masked: isMasked(world) }, file)}: ${counted(recipients.size, "member")}\n`,
  );
  return true;
}

/**
 * Writes a file under a name that no other has, whatever its case: not every file system tells `VIP.yaml` from
 * `vip.yaml`. There is never half a file, and never one that replaces another.
 * @returns its name
 */
async function writeNew(directory: string, name: ListName, text: string): Promise<string> {
  const taken = new Set((await readdir(directory)).map((entry) => entry.toLowerCase()));
  for (let attempt = 1; ; attempt += 1) {
    const candidate = fileName(name, attempt);
    if (taken.has(candidate.toLowerCase())) continue;
    if (createFile(join(directory, candidate), text, PRIVATE)) return candidate;
  }
}

/** Names that are the settings', or that Windows keeps for devices. */
const RESERVED = /^(?:bot|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function fileName(name: ListName, attempt: number): string {
  const stem = RESERVED.test(name) ? `list-${name}` : name;
  return attempt === 1 ? `${stem}.yaml` : `${stem}-${attempt}.yaml`;
}
