/**
 * Remembers, beside the lists, which of them are being filled for the first time. A run that broke off leaves a
 * list with few members, and going on with it would look like enormous growth. The file is there only while
 * such an import is unfinished, and holds no member.
 */

import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FirstImports } from "../reconcile/gates.ts";
import { firstImportsOf } from "../reconcile/gates.ts";
import type { Plan } from "../reconcile/types.ts";
import { prepareFile, SHARED } from "./output-file.ts";
import type { World } from "./world.ts";

const FILE = ".first-imports.json";

/** @returns nothing where there is no such file, or none that can be read: the gate then asks a person */
export function readFirstImports(directory: string, world: World): FirstImports {
  try {
    const entries: unknown = JSON.parse(readFileSync(pathOf(directory, world), "utf8"));
    const sizes = Object.entries(Object(entries));
    return new Map(sizes.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
  } catch {
    return new Map();
  }
}

/** Notes the lists that a plan is about to fill, where a gate will ask. A disk that is full must not stop an apply. */
export function noteFirstImports(directory: string, plan: Plan, before: FirstImports, world: World): void {
  keep(directory, new Map([...before, ...firstImportsOf(plan.lists)]), world);
}

/** Forgets the lists of a plan that has been carried out. */
export function forgetFirstImports(directory: string, plan: Plan, world: World): void {
  const left = new Map(readFirstImports(directory, world));
  for (const { name } of plan.lists) left.delete(name.toLowerCase());
  keep(directory, left, world);
}

function keep(directory: string, sizes: FirstImports, world: World): void {
  const path = pathOf(directory, world);
  try {
    if (sizes.size === 0) rmSync(path, { force: true });
    else prepareFile(FILE, path, SHARED, world).write(`${JSON.stringify(Object.fromEntries(sizes))}\n`);
  } catch {
    world.stderr.write(
      `Warning: ${join(directory, FILE)} cannot be written: maxGrowthPercent may refuse a rerun.\n`,
    );
  }
}

function pathOf(directory: string, { cwd }: World): string {
  return resolve(cwd, directory, FILE);
}
