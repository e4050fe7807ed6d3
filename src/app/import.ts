/** `blip-lists import`: the way in for lists that exist already. */

import { mkdir, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import type { ListName } from "../domain/list-name.ts";
import { isSendersList, listKey, parseListName } from "../domain/list-name.ts";
import { systemCode } from "../domain/system-error.ts";
import { renderListFile } from "../files/list-file.ts";
import { createFile, PRIVATE, whyNotWritten } from "../files/safe-file.ts";
import { sentenceOf } from "../report/words/say.ts";
import { existingLists, survey } from "../survey/survey.ts";
import type { Blip } from "./connection.ts";
import { connectToBlip } from "./connection.ts";
import { checkGlobs, invalidLists } from "./lists.ts";
import type { Ports } from "./ports.ts";

export interface ImportOptions {
  readonly directory: string;
  readonly globs: readonly string[];
}

/**
 * Writes one file for each live list that no file of the directory declares. Overwrites nothing.
 * @param onFile called for each file that was written
 */
export async function importLists(
  { directory, globs }: ImportOptions,
  ports: Ports,
  onFile: (written: Fact<"list-imported">) => void,
): Promise<Fact<"lists-imported">> {
  checkGlobs(globs);
  const path = resolve(ports.cwd, directory);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const { settings, desired, diagnostics } = await readDeclared(directory, isThere, ports);
  if (diagnostics.length > 0) throw invalidLists(directory, diagnostics);
  const interrupt = ports.watchInterrupts();
  const blip = connectToBlip(settings, ports, interrupt);
  try {
    const declared = new Set(desired.lists.map((list) => listKey(list.name)));
    const { names, passedOver } = await undeclaredLists(blip, declared, globs);
    if (names.length > 0) await makeDirectory(path, directory);
    let lists = 0;
    for (const listName of names) {
      const written = await writeList(listName, path, blip, ports);
      if (written === null) continue;
      lists += 1;
      onFile(written);
    }
    return fact("lists-imported", { lists, directory: name(directory), passedOver });
  } finally {
    interrupt.release();
    await blip.close();
  }
}

async function makeDirectory(path: string, named: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    const why = reason(fact("directory-unwritable", { error: literal(systemCode(error)) }));
    throw new Failure(Exit.failed, fact("unwritable", { file: name(named), why }));
  });
}

/** A directory that is empty, or not there yet, declares nothing: here that is no error. */
async function readDeclared(directory: string, isThere: boolean, ports: Ports) {
  const loaded = await loadDirectory(directory, ports.cwd);
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

/** @returns null where there is no such list any more */
async function writeList(
  listName: ListName,
  directory: string,
  blip: Blip,
  ports: Ports,
): Promise<Fact<"list-imported"> | null> {
  const live = await survey(blip.reader, [listName]);
  const recipients = live.lists.get(listKey(listName))?.recipients;
  if (recipients === undefined) return null;
  const { contract } = blip;
  const text = renderListFile({ name: listName, recipients, contract, at: ports.now() }, (said) =>
    sentenceOf(said, { masked: false }),
  );
  const file = await writeNew(directory, listName, text).catch((error: unknown) => {
    const why = reason(whyNotWritten(error));
    throw new Failure(Exit.failed, fact("unwritable", { file: name(directory), why }));
  });
  return fact("list-imported", { file: name(file), members: recipients.size });
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
