/** Finds and reads the files of one directory: the only code here that touches the file system. */

import type { Dirent } from "node:fs";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { IDENTITIES_FILE, SETTINGS_FILE } from "../domain/directory.ts";
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

export interface LoadedDirectory {
  readonly bot: LoadedFile | null;
  readonly lists: readonly LoadedFile[];
  readonly identities: LoadedFile | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Opens a file that one of the others names, relative to it. */
  readonly open: (namedIn: string, path: string) => Promise<OpenedFile | { readonly problem: string }>;
}

const DEPTH_MAX = 20;
const FILE_BYTES_MAX = 256 * 1024 * 1024;
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
    const problem = root === null ? "there is no directory" : "this is a file, not a directory:";
    const hint = "name the directory that holds your lists (the default is lists)";
    return nothingLoaded(fault("no-directory", `${problem} ${directory}: ${hint}`));
  }
  const reader: Reader = { root, path, named: directory, cwd, diagnostics };
  const files = await walk(reader, "", 0);
  const bot = files.find(({ name }) => name === SETTINGS_FILE)?.loaded ?? null;
  const lists = files.filter(({ name }) => name !== SETTINGS_FILE).map(({ loaded }) => loaded);
  if (lists.length === 0 && diagnostics.length === 0) {
    diagnostics.push(
      fault(
        "no-lists",
        `there are no list files (.yaml or .yml) in ${directory}: add one, or name another directory`,
      ),
    );
  }
  const names = new Map(files.map(({ name, loaded }) => [loaded.file, name]));
  const open: LoadedDirectory["open"] = (namedIn, path) =>
    openBeside(reader, dirname(names.get(namedIn) ?? ""), path);
  return { bot, lists, identities: await readIdentities(reader), diagnostics, open };
}

function nothingLoaded(diagnostic: Diagnostic): LoadedDirectory {
  const open = async () => ({ problem: "there is no such file" });
  return { bot: null, lists: [], identities: null, diagnostics: [diagnostic], open };
}

async function readIdentities(reader: Reader): Promise<LoadedFile | null> {
  const exists = await lstat(join(reader.path, IDENTITIES_FILE)).catch(() => null);
  const found = exists === null ? null : await readText(reader, IDENTITIES_FILE, exists);
  return found?.loaded ?? null;
}

/** @param below the directory, relative to that of the lists, that the path starts from */
async function openBeside(
  reader: Reader,
  below: string,
  path: string,
): Promise<OpenedFile | { readonly problem: string }> {
  if (!staysBelow(path))
    return {
      problem: "the file must lie beside this one or below: write its path without / in front and without ..",
    };
  const name = join(below, path);
  const located = await locate(reader, name, await lstat(join(reader.path, name)).catch(() => null));
  if ("problem" in located) return located;
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
    reader.diagnostics.push(
      fault("too-deep", `${display(reader, below)} lies more than ${DEPTH_MAX} directories down`),
    );
    return [];
  }
  const entries = await readdir(here, { withFileTypes: true }).catch(unlessTooMany);
  if (entries instanceof Error) {
    const problem = `${display(reader, below)} cannot be read (${reasonOf(entries)}): allow it`;
    reader.diagnostics.push(fault("unreadable", problem));
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
  const refuse = (code: string, message: string): null => {
    reader.diagnostics.push({ severity: "error", code, message, place: { file, line: 1, column: 1 } });
    return null;
  };
  const located = await locate(reader, name, entry);
  if ("problem" in located) return refuse(located.code, located.problem);
  const bytes = await readFile(located.target).catch(unlessTooMany);
  if (bytes instanceof Error)
    return refuse("unreadable", `the file cannot be read (${reasonOf(bytes)}): allow it`);
  const decoded = decodeText(bytes);
  if (!("problem" in decoded)) return { name, loaded: { file, text: decoded.text } };
  const { line, column, problem } = decoded;
  const place = { file, line, column };
  reader.diagnostics.push({ severity: "error", code: "not-utf-8", message: problem, place });
  return null;
}

type Entry = Pick<Dirent, "isSymbolicLink">;

/** Finds the file that a name stands for, within the directory or not at all. */
async function locate(
  reader: Reader,
  name: string,
  entry: Entry | null,
): Promise<{ readonly target: string } | { readonly code: string; readonly problem: string }> {
  const refuse = (code: string, problem: string) => ({ code, problem });
  if (entry === null) return refuse("no-such-file", "there is no such file: correct its name, or add it");
  const target = await realpath(join(reader.path, name)).catch(() => null);
  const info = target === null ? null : await stat(target).catch(() => null);
  if (target === null || info === null) {
    return entry.isSymbolicLink()
      ? refuse("broken-link", "this link leads nowhere: repair or delete it")
      : refuse("unreadable", "the file cannot be read: is its name not UTF-8, or was it removed just now?");
  }
  if (!isInside(reader.root, target)) {
    return refuse("leads-out", "this link leads out of the directory of lists: put the file itself here");
  }
  if (info.isDirectory()) {
    return entry.isSymbolicLink()
      ? refuse("linked-directory", "links to directories are not followed: put the directory itself here")
      : refuse("no-file", "this is a directory: name a file");
  }
  const misplaced = misplacedSettings(name);
  if (misplaced) return refuse("misplaced-settings", misplaced);
  if (!info.isFile()) return refuse("no-file", "this is not a regular file: put a file here");
  if (info.size > FILE_BYTES_MAX)
    return refuse("too-large", `the file is over ${FILE_BYTES_MAX / 1024 / 1024} MiB: split it`);
  return { target };
}

/** @throws the error itself where the machine allows no more open files: nothing is wrong with this one then */
function unlessTooMany(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (error.code === "EMFILE" || error.code === "ENFILE") throw error;
  return error;
}

/** @returns the system's code: its message would name the path a second time */
function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.name;
}

function fault(code: string, message: string): Diagnostic {
  return { severity: "error", code, message };
}
