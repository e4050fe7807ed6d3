/**
 * What the files that flags name must not be: one file twice, where what the one writes would be lost or stand where
 * the other has nothing to hide; or a file of the directory of lists.
 */

import type { BigIntStats, Dirent } from "node:fs";
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { IDENTITIES_FILE, SETTINGS_FILE } from "../domain/directory.ts";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import { checkPlace, streamAt } from "./output.ts";

interface Place {
  /** The working directory. */
  readonly cwd: string;
}

/** A flag and the file that it names; null where it was not given. */
export type NamedFile = readonly [flag: string, file: string | null];

interface NamedFiles {
  readonly written: readonly NamedFile[];
  readonly read?: readonly NamedFile[];
  /** The directory of lists. */
  readonly directory: string;
}

/** Looks at all of them before anything is written. @throws Failure (exit 3) */
export function checkFiles({ written, read = [], directory }: NamedFiles, place: Place): void {
  checkDistinct(written, read, place);
  for (const [flag, file] of written) {
    if (file === null) continue;
    checkOutside(flag, file, directory, place);
    checkPlace(flag, file, place);
  }
}

/** @throws Failure (exit 3) where a file that is written is another of the files as well */
export function checkDistinct(
  written: readonly NamedFile[],
  read: readonly NamedFile[],
  { cwd }: Place,
): void {
  const flags = new Map<string, string>();
  for (const [flag, file] of read) for (const key of keysOf(file, cwd)) flags.set(key, flag);
  for (const [flag, file] of written) {
    const keys = keysOf(file, cwd);
    const other = keys.map((key) => flags.get(key)).find((one) => one !== undefined);
    if (other !== undefined) {
      const names = { first: literal(other), second: literal(flag), file: name(file ?? "") };
      throw failureAs(Exit.invalid, "usage", fact("files-equal", names));
    }
    for (const key of keys) flags.set(key, flag);
  }
}

/**
 * Every name of a file: the file itself, which may have several (hard links, and links to it), and its place, for one
 * that is not there yet. Not every file system tells `A.json` from `a.json`: nowhere are they taken for two.
 */
function keysOf(file: string | null, cwd: string): string[] {
  if (file === null) return [];
  const path = resolve(cwd, file);
  if (streamAt(path) !== null) return [];
  const info = infoOf(path);
  const place = placeOf(path);
  return info?.isFile() ? [`${info.dev}:${info.ino}`, place] : [place];
}

/** Links followed; null for what cannot be looked at, which cannot be written to either. */
function infoOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}

/** A directory that is there, links resolved, and the way from it in one spelling. */
function placeOf(path: string): string {
  const { directory, below } = nearestDirectory(dirname(path));
  const info = infoOf(directory);
  return `${info?.dev}:${info?.ino}/${[...below, basename(path)].join("/").normalize("NFC").toLowerCase()}`;
}

function nearestDirectory(path: string): { directory: string; below: string[] } {
  const below: string[] = [];
  let directory = path;
  while (!isDirectory(directory) && dirname(directory) !== directory) {
    below.unshift(basename(directory));
    directory = dirname(directory);
  }
  return { directory: realpathSync(directory), below };
}

function isDirectory(path: string): boolean {
  return infoOf(path)?.isDirectory() ?? false;
}

/**
 * A file in the directory of lists would be read as one of the lists, or be committed with them. Another bot's
 * directory is no better.
 * @throws Failure (exit 3)
 */
export function checkOutside(flag: string, file: string, directory: string, { cwd }: Place): void {
  const path = resolve(cwd, file);
  if (streamAt(path) !== null) return;
  const lists = [resolve(cwd, directory), ...(isOfLists(dirname(path)) ? [dirname(path)] : [])];
  const found = lists.filter(isDirectory).find((one) => {
    return isInside(path, one) ? !isOutputBeside(path, one, cwd) : isLinkedIn(path, one);
  });
  if (found === undefined) return;
  const named = found === lists[0] ? directory : dirname(file);
  const why = reason(fact("file-of-lists", { directory: name(named) }));
  throw new Failure(Exit.invalid, fact("output-file", { flag: literal(flag), file: name(file), why }));
}

/** Files that nothing else has. */
function isOfLists(directory: string): boolean {
  return [SETTINGS_FILE, IDENTITIES_FILE].some((file) => infoOf(join(directory, file))?.isFile());
}

/** By the directories themselves, whatever way leads to them and however it is spelled. */
function isInside(path: string, lists: string): boolean {
  const wanted = infoOf(lists);
  let { directory } = nearestDirectory(dirname(path));
  for (;;) {
    const info = infoOf(directory);
    if (info?.dev === wanted?.dev && info?.ino === wanted?.ino) return true;
    if (dirname(directory) === directory) return false;
    directory = dirname(directory);
  }
}

/** What a person in the directory of lists itself calls an output, and what no list is ever read from. */
const OUTPUT = /^[^.].*\.(?:json|jsonl|ndjson|log|md)$/i;

function isOutputBeside(path: string, lists: string, cwd: string): boolean {
  return OUTPUT.test(basename(path)) && isInside(join(cwd, "any"), lists);
}

/** Whether it is a further name of a file of the lists. */
function isLinkedIn(path: string, lists: string): boolean {
  const info = infoOf(path);
  if (!info?.isFile() || info.nlink <= 1n) return false;
  return filesBelow(lists, DEPTH_MAX).some((one) => {
    const other = infoOf(one);
    return other?.dev === info.dev && other.ino === info.ino;
  });
}

/** As deep as lists are read. */
const DEPTH_MAX = 20;

function filesBelow(directory: string, depth: number): string[] {
  return entriesOf(directory).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (!entry.isDirectory()) return [path];
    const isPassedOver = entry.name.startsWith(".") || entry.name === "node_modules" || depth === 0;
    return isPassedOver ? [] : filesBelow(path, depth - 1);
  });
}

/** None of a directory that cannot be read: reading the lists says so. */
function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
