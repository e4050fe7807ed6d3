/** `blip-lists bots`: the bots of a repository, as a matrix for a workflow. Asks nobody. */

import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import { failureAs } from "../domain/failure.ts";
import { systemCode } from "../domain/system-error.ts";
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
  if ("problem" in found) throw failureAs(Exit.invalid, "bots", found.problem);
  return found;
}

async function readRoot(root: string, path: string): Promise<BotsDirectory> {
  const entries = await entriesOf(root, path);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const directories = entries
    .filter((entry) => entry.isDirectory())
    .map(async ({ name: below }) => ({
      name: below,
      files: await filesBelow(`${root}/${below}`, join(path, below)),
    }));
  return { files, directories: await Promise.all(directories) };
}

/** Settings count where they lie in the directory itself; further down they are another matter, for `validate`. */
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
    const fields = { directory: name(named), error: literal(systemCode(error)) };
    throw failureAs(Exit.invalid, "bots", fact("bots-unreadable", fields));
  }
}
