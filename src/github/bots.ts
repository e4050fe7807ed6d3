/** Which bots a repository has: one directory each, and what their jobs and environments are called. */

import { posix } from "node:path";
import { maskName } from "../domain/mask.ts";

export interface Bot {
  readonly directory: string;
  /** Safe in names of artifacts and on a command line. */
  readonly name: string;
  /** GitHub's environment that has the key with which lists are changed. */
  readonly environment: string;
  /** The one whose key is for looking. */
  readonly planEnvironment: string;
}

/** What lies in the directory where bots are looked for. */
export interface BotsDirectory {
  /** Names of the files, hidden ones left out. */
  readonly files: readonly string[];
  /** Directories below, and the names of all files that are in them or below. */
  readonly directories: readonly { readonly name: string; readonly files: readonly string[] }[];
}

const SETTINGS = "bot.yaml";
const YAML = /\.ya?ml$/i;
const SAFE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const NAME_LENGTH_MAX = 100;

/** @returns the bots in the order of their directories, or what is wrong */
export function findBots(
  root: string,
  { files, directories }: BotsDirectory,
): readonly Bot[] | { problem: string } {
  const wrong = nameProblem(root);
  if (wrong !== null) return { problem: wrong };
  const withLists = directories.filter(({ files }) => files.some((file) => YAML.test(file)));
  const withBot = withLists.filter(({ files }) => files.includes(SETTINGS));
  const stray = files.find((file) => YAML.test(file));
  const [besides] = withBot;
  if (stray !== undefined && besides !== undefined)
    return {
      problem: `${root}/${stray} lies beside the directory of a bot, ${root}/${besides.name}: move it into that of its own bot`,
    };
  if (stray !== undefined || withBot.length === 0) {
    if (files.length === 0 && withLists.length === 0)
      return { problem: `there are no lists in ${root}: add a list file, or name another directory` };
    return [botOf(root, null)];
  }
  const forgotten = withLists.find((directory) => !withBot.includes(directory));
  if (forgotten !== undefined)
    return {
      problem: `${root}/${forgotten.name} has list files and no bot.yaml, as its neighbours have: add one`,
    };
  return severalBots(
    root,
    withBot.map(({ name }) => name),
  );
}

function severalBots(root: string, names: readonly string[]): readonly Bot[] | { problem: string } {
  const seen = new Map<string, string>();
  for (const name of names) {
    if (!SAFE.test(name) || name.length > NAME_LENGTH_MAX)
      return {
        problem: `${root}/${name} is no name for an environment: rename it to letters, digits, dots and hyphens`,
      };
    if (/^plan(?:-|$)/i.test(name))
      return {
        problem: `${root}/${name}: its environment blip-${name} could be the one in which another bot is planned: rename the directory`,
      };
    if (isMasked(`${root}/${name}`)) return { problem: likeNumber(`${root}/${name}`) };
    const other = seen.get(name.toLowerCase());
    if (other !== undefined)
      return { problem: `${root}/${other} and ${root}/${name} would share an environment: rename one` };
    seen.set(name.toLowerCase(), name);
  }
  return [...names].sort().map((name) => botOf(root, name));
}

function botOf(root: string, below: string | null): Bot {
  const directory = below === null ? normalized(root) : posix.join(normalized(root), below);
  const suffix = below === null ? "" : `-${below}`;
  return {
    directory,
    name: nameOfDirectory(directory),
    environment: `blip${suffix}`,
    planEnvironment: `blip-plan${suffix}`,
  };
}

/** @returns `lists-acme` for `lists/acme`; what a name cannot hold becomes a hyphen */
export function nameOfDirectory(directory: string): string {
  const name = normalized(directory)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  return name === "" ? "lists" : name;
}

function nameProblem(root: string): string | null {
  const path = normalized(root);
  const isPlain = path === "." || path.split("/").every((part) => SAFE.test(part));
  if (!isPlain)
    return `${root} is no directory below this one with a plain name: name one, for example lists`;
  return isMasked(path) ? likeNumber(path) : null;
}

/** What leaves the machine would not name the directory as it is called, and files would not be found again by it. */
function isMasked(directory: string): boolean {
  return maskName(directory) !== directory;
}

function likeNumber(directory: string): string {
  return `${maskName(directory)} is named like a phone number, which would be masked: rename the directory`;
}

function normalized(directory: string): string {
  const path = posix.normalize(directory.replaceAll("\\", "/"));
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}
