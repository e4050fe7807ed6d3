/** Which bots a repository has: one directory each, and what their jobs and environments are called. */

import { posix } from "node:path";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { BotsProblems } from "../domain/facts/github.ts";
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

/** Why it is not known. */
export interface BotsProblem {
  readonly problem: Fact<keyof BotsProblems>;
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
export function findBots(root: string, { files, directories }: BotsDirectory): readonly Bot[] | BotsProblem {
  const wrong = nameProblem(root);
  if (wrong !== null) return wrong;
  const withLists = directories.filter(({ files }) => files.some((file) => YAML.test(file)));
  const withBot = withLists.filter(({ files }) => files.includes(SETTINGS));
  const stray = files.find((file) => YAML.test(file));
  const [besides] = withBot;
  if (stray !== undefined && besides !== undefined)
    return {
      problem: fact("bots-list-outside", {
        file: name(`${root}/${stray}`),
        bot: name(`${root}/${besides.name}`),
      }),
    };
  if (stray !== undefined || withBot.length === 0) {
    if (files.length === 0 && withLists.length === 0)
      return { problem: fact("bots-no-lists", { root: name(root) }) };
    return [botOf(root, null)];
  }
  const forgotten = withLists.find((directory) => !withBot.includes(directory));
  if (forgotten !== undefined)
    return { problem: fact("bots-without-settings", { directory: name(`${root}/${forgotten.name}`) }) };
  return severalBots(
    root,
    withBot.map(({ name }) => name),
  );
}

function severalBots(root: string, names: readonly string[]): readonly Bot[] | BotsProblem {
  const seen = new Map<string, string>();
  for (const below of names) {
    const path = `${root}/${below}`;
    const directory = name(path);
    if (!SAFE.test(below) || below.length > NAME_LENGTH_MAX)
      return { problem: fact("bots-name-unsafe", { directory }) };
    if (/^plan(?:-|$)/i.test(below))
      return { problem: fact("bots-name-of-plan", { directory, environment: name(`blip-${below}`) }) };
    if (isMasked(path)) return likeNumber(path);
    const other = seen.get(below.toLowerCase());
    if (other !== undefined)
      return { problem: fact("bots-same-environment", { one: name(`${root}/${other}`), other: directory }) };
    seen.set(below.toLowerCase(), below);
  }
  return [...names].sort().map((below) => botOf(root, below));
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
  const safe = normalized(directory)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  return safe === "" ? "lists" : safe;
}

function nameProblem(root: string): BotsProblem | null {
  const path = normalized(root);
  const isPlain = path === "." || path.split("/").every((part) => SAFE.test(part));
  if (!isPlain) return { problem: fact("bots-root-unsafe", { root: name(root) }) };
  return isMasked(path) ? likeNumber(path) : null;
}

/** What leaves the machine would not name the directory as it is called, and files would not be found again by it. */
function isMasked(directory: string): boolean {
  return maskName(directory) !== directory;
}

function likeNumber(directory: string): BotsProblem {
  return { problem: fact("bots-name-like-number", { directory: name(maskName(directory)) }) };
}

function normalized(directory: string): string {
  const path = posix.normalize(directory.replaceAll("\\", "/"));
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}
