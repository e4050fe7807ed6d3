/** Finds and reads the files of one directory: the only code here that touches the file system. */

import type { Dirent } from "node:fs";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { IDENTITIES_FILE, SETTINGS_FILE } from "../domain/directory.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Literal } from "../domain/fact-fields.ts";
import { name as asName, literal, reason } from "../domain/fact-fields.ts";
import { decodeText } from "./decode.ts";
import type { Directory } from "./names.ts";
import { display, isInside, misplacedSettings, staysBelow } from "./names.ts";

export interface LoadedFile {
  /** Relative to the working directory where it lies below it, as a person would name it; `/` on every system. */
  readonly file: string;
  readonly text: string;
}

/** A file of numbers, to be read as a stream. */
interface OpenedFile {
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Why a file of numbers is not opened. */
interface NotOpened {
  readonly problem: Fact<"audience-file">;
}

export interface LoadedDirectory {
  readonly bot: LoadedFile | null;
  readonly lists: readonly LoadedFile[];
  readonly identities: LoadedFile | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Opens a file that one of the others names, relative to it. */
  readonly open: (namedIn: string, path: string) => Promise<OpenedFile | NotOpened>;
}

const DEPTH_MAX = 20;
const MEBIBYTE = 1024 * 1024;
const FILE_BYTES_MAX = 256 * MEBIBYTE;
const LIST_FILE = /\.ya?ml$/i;

/**
 * Reads every `.yaml` and `.yml` file of a directory and its sub-directories, in the order of their names.
 * Hidden entries and `node_modules` are passed over. Nothing outside the directory is read.
 * @param directory as the person named it
 * @param cwd the working directory, absolute
 */
export async function loadDirectory(directory: string, cwd: string): Promise<LoadedDirectory> {
  const diagnostics: Diagnostic[] = [];
  const path = isAbsolute(directory) ? directory : join(cwd, directory);
  const root = await realpath(path).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) {
    const what = root === null ? "missing" : "file";
    return nothingLoaded(faulty(fact("no-directory", { what, directory: asName(directory) })));
  }
  const reader: Reader = { root, path, named: directory, cwd, diagnostics };
  const files = await walk(reader, "", 0);
  const bot = files.find(({ name }) => name === SETTINGS_FILE)?.loaded ?? null;
  const lists = files.filter(({ name }) => name !== SETTINGS_FILE).map(({ loaded }) => loaded);
  if (lists.length === 0 && diagnostics.length === 0) {
    diagnostics.push(faulty(fact("no-lists", { directory: asName(directory) })));
  }
  const names = new Map(files.map(({ name, loaded }) => [loaded.file, name]));
  const open: LoadedDirectory["open"] = (namedIn, path) =>
    openBeside(reader, dirname(names.get(namedIn) ?? ""), path);
  return { bot, lists, identities: await readIdentities(reader), diagnostics, open };
}

function nothingLoaded(diagnostic: Diagnostic): LoadedDirectory {
  const open = async () => notOpened(fact("no-such-file"));
  return { bot: null, lists: [], identities: null, diagnostics: [diagnostic], open };
}

async function readIdentities(reader: Reader): Promise<LoadedFile | null> {
  const exists = await lstat(join(reader.path, IDENTITIES_FILE)).catch(() => null);
  const found = exists === null ? null : await readText(reader, IDENTITIES_FILE, exists);
  return found?.loaded ?? null;
}

/** @param below the directory, relative to that of the lists, that the path starts from */
async function openBeside(reader: Reader, below: string, path: string): Promise<OpenedFile | NotOpened> {
  if (!staysBelow(path)) return { problem: fact("audience-file", { what: "outside-directory" }) };
  const name = join(below, path);
  const located = await locate(reader, name, await lstat(join(reader.path, name)).catch(() => null));
  if ("problem" in located) return notOpened(located.problem);
  return { file: display(reader, name), chunks: contentsOf(located.target) };
}

/** Opened when it is read, and not before. */
async function* contentsOf(target: string): AsyncGenerator<Buffer> {
  yield* createReadStream(target);
}

interface Reader extends Directory {
  readonly diagnostics: Diagnostic[];
}

interface Found {
  /** Relative to the directory of lists. */
  readonly name: string;
  readonly loaded: LoadedFile;
}

async function walk(reader: Reader, below: string, depth: number): Promise<Found[]> {
  const here = join(reader.path, below);
  if (depth > DEPTH_MAX) {
    const directory = asName(display(reader, below));
    reader.diagnostics.push(faulty(fact("too-deep", { what: "directories", directory, most: DEPTH_MAX })));
    return [];
  }
  const entries = await readdir(here, { withFileTypes: true }).catch(unlessTooMany);
  if (entries instanceof Error) {
    const directory = asName(display(reader, below));
    const unreadable = fact("unreadable", { what: "directory", directory, error: codeOf(entries) });
    reader.diagnostics.push(faulty(unreadable));
    return [];
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Found[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const name = join(below, entry.name);
    // There may be more files than a call takes arguments.
    if (entry.isDirectory()) for (const one of await walk(reader, name, depth + 1)) found.push(one);
    else if (LIST_FILE.test(entry.name) || entry.isSymbolicLink())
      found.push(...(await readEntry(reader, name, entry)));
  }
  return found;
}

async function readEntry(reader: Reader, name: string, entry: Dirent): Promise<Found[]> {
  if (!LIST_FILE.test(name) && (await leadsToFile(reader, name))) return [];
  const found = await readText(reader, name, entry);
  return found === null ? [] : [found];
}

async function leadsToFile({ path }: Reader, name: string): Promise<boolean> {
  const info = await stat(join(path, name)).catch(() => null);
  return info !== null && !info.isDirectory();
}

/** @returns null, and a diagnostic noted, when it cannot be read */
async function readText(reader: Reader, name: string, entry: Entry): Promise<Found | null> {
  const file = display(reader, name);
  const refuse = (problem: Fact, line = 1, column = 1): null => {
    reader.diagnostics.push({ ...faulty(problem), place: { file, line, column } });
    return null;
  };
  const located = await locate(reader, name, entry);
  if ("problem" in located) return refuse(located.problem);
  const bytes = await readFile(located.target).catch(unlessTooMany);
  if (bytes instanceof Error) return refuse(fact("unreadable", { what: "file", error: codeOf(bytes) }));
  const decoded = decodeText(bytes);
  return "problem" in decoded
    ? refuse(decoded.problem, decoded.line, decoded.column)
    : { name, loaded: { file, text: decoded.text } };
}

type Entry = Pick<Dirent, "isSymbolicLink">;

/** Finds the file that a name stands for, within the directory or not at all. */
async function locate(
  reader: Reader,
  name: string,
  entry: Entry | null,
): Promise<{ readonly target: string } | { readonly problem: Fact }> {
  if (entry === null) return { problem: fact("no-such-file") };
  const target = await realpath(join(reader.path, name)).catch(() => null);
  const info = target === null ? null : await stat(target).catch(() => null);
  if (target === null || info === null) {
    return { problem: entry.isSymbolicLink() ? fact("broken-link") : fact("unreadable", { what: "name" }) };
  }
  if (!isInside(reader.root, target)) return { problem: fact("leads-out") };
  if (info.isDirectory()) {
    const isLink = entry.isSymbolicLink();
    return { problem: isLink ? fact("linked-directory") : fact("no-file", { what: "directory" }) };
  }
  const misplaced = misplacedSettings(name);
  if (misplaced) return { problem: misplaced };
  if (!info.isFile()) return { problem: fact("no-file", { what: "special" }) };
  if (info.size > FILE_BYTES_MAX)
    return { problem: fact("too-large", { mebibytes: FILE_BYTES_MAX / MEBIBYTE }) };
  return { target };
}

/** @throws the error itself where the machine allows no more open files: nothing is wrong with this one then */
function unlessTooMany(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (error.code === "EMFILE" || error.code === "ENFILE") throw error;
  return error;
}

/** @returns the system's code: its message would name the path a second time */
function codeOf(error: NodeJS.ErrnoException): Literal {
  return literal(error.code ?? error.name);
}

function faulty(problem: Fact): Diagnostic {
  return { severity: "error", ...problem };
}

/** What is wrong with the file itself. */
function notOpened(problem: Fact): NotOpened {
  return { problem: fact("audience-file", { what: "file", cause: reason(problem) }) };
}
