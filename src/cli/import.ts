/** `blip-lists import`: the way in for lists that exist already. */

import { mkdir, open, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import type { ListName } from "../domain/list-name.ts";
import { isSendersList, listKey, parseListName } from "../domain/list-name.ts";
import { renderListFile } from "../report/list-file.ts";
import { counted } from "../report/words.ts";
import { existingLists, survey } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { Exit, Failure } from "./failure.ts";
import { watchInterrupts } from "./interrupt.ts";
import type { World } from "./world.ts";

export interface ImportOptions {
  readonly directory: string;
  readonly globs: readonly string[];
}

/** Writes one file for each live list that no file of the directory declares. Overwrites nothing. */
export async function importLists({ directory, globs }: ImportOptions, world: World): Promise<number> {
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
    if (names.length > 0) await mkdir(path, { recursive: true });
    for (const name of names) await writeList(name, path, blip, world);
    const note =
      passedOver === 0
        ? ""
        : `; ${counted(passedOver, "list")} with names that no file can declare passed over`;
    world.stdout.write(`Imported ${counted(names.length, "list")} into ${directory}${note}.\n`);
    return Exit.done;
  } finally {
    interrupt.release();
    await blip.close();
  }
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

async function writeList(name: ListName, directory: string, blip: Blip, world: World): Promise<void> {
  const live = await survey(blip.reader, [name]);
  const recipients = live.lists.get(listKey(name))?.recipients;
  if (recipients === undefined) return;
  const text = renderListFile({ name, recipients, contract: blip.contract, at: world.now() });
  const file = await createNew(directory, name);
  try {
    await file.handle.writeFile(text);
  } finally {
    await file.handle.close();
  }
  world.stdout.write(`${file.name}: ${counted(recipients.size, "member")}\n`);
}

/** A name that is taken by another file (a list may be declared in a file of any name) gets a number. */
async function createNew(directory: string, name: ListName) {
  const stem = listKey(name) === "bot" ? "bot-list" : name;
  for (let attempt = 1; attempt < 1_000; attempt += 1) {
    const candidate = attempt === 1 ? `${stem}.yaml` : `${stem}-${attempt}.yaml`;
    const handle = await open(join(directory, candidate), "wx", 0o600).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return null;
        throw new Failure(
          Exit.failed,
          "unwritable",
          `${candidate} cannot be written (${error.code}): allow it`,
        );
      },
    );
    if (handle !== null) return { handle, name: candidate };
  }
  throw new Failure(Exit.failed, "unwritable", `there are too many files called ${stem}.yaml`);
}
