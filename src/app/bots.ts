/** `blip-lists bots`: the bots of a repository, as a matrix for a workflow. Asks nobody. */

import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import { reasonOf } from "../domain/system-error.ts";
import type { Bot, BotsDirectory } from "../github/bots.ts";
import { findBots } from "../github/bots.ts";
import type { Ports } from "./ports.ts";

export interface BotsOptions {
  /** A directory of lists, or one that has a directory for each bot. */
  readonly root: string;
}

/** @throws Failure (exit 3) */
export async function findBotsIn({ root }: BotsOptions, ports: Ports): Promise<readonly Bot[]> {
  const found = findBots(root, await readRoot(root, resolve(ports.cwd, root)));
  if ("problem" in found) throw invalid(found.problem);
  return found;
}

async function readRoot(root: string, path: string): Promise<BotsDirectory> {
  const entries = await entriesOf(root, path);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const directories = entries
    .filter((entry) => entry.isDirectory())
    .map(async (entry) => {
      const files = await filesBelow(`${root}/${entry.name}`, join(path, entry.name));
      return { name: entry.name, files };
    });
  return { files, directories: await Promise.all(directories) };
}

/** Settings count where they lie in the directory itself; further down they are another matter, told by `validate`. */
async function filesBelow(named: string, path: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await entriesOf(named, path)) {
    if (entry.isDirectory()) {
      const below = await filesBelow(`${named}/${entry.name}`, join(path, entry.name));
      files.push(...below.map((file) => `${entry.name}/${file}`));
    } else files.push(entry.name);
  }
  return files;
}

async function entriesOf(named: string, path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules");
  } catch (error) {
    throw invalid(fact("bots-unreadable", { directory: name(named), error: literal(reasonOf(error)) }));
  }
}

function invalid(problem: Fact): Failure {
  return new Failure(Exit.invalid, fact("bots", { problem: reason(problem) }));
}
