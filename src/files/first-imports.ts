/**
 * Remembers, beside the lists, which of them are being filled for the first time. A run that broke off leaves a
 * list with few members, and going on with it would look like enormous growth. The file is there only while
 * such an import is unfinished, holds no member, and is sealed: nobody lifts a gate by committing one.
 */

import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { isSealed, sealed } from "../approval/seal.ts";
import type { SealKey } from "../domain/key.ts";
import type { FirstImports } from "../reconcile/gates.ts";
import { firstImportsOf } from "../reconcile/gates.ts";
import type { Plan } from "../reconcile/types.ts";
import { readRegularFile, replaceFile, SHARED, whyNotWritten } from "./safe-file.ts";

const FILE = ".first-imports.json";

const KIND = "first-imports";

export interface NotePorts {
  readonly cwd: string;
  warn(message: string): void;
}

/** The directory of lists, and the key of the bot that it belongs to. */
export interface Notes {
  readonly directory: string;
  readonly sealKey: SealKey;
}

/** @returns nothing where there is no such file, or none that can be relied on: the gate then asks a person */
export function readFirstImports({ directory, sealKey }: Notes, ports: NotePorts): FirstImports {
  try {
    const document: unknown = JSON.parse(readRegularFile(pathOf(directory, ports)) ?? "");
    if (!isSealed(sealKey, KIND, Object(document))) return new Map();
    return new Map(Object.entries<number>(Object(document).sizes));
  } catch {
    return new Map();
  }
}

/** Notes the lists that a plan is about to fill, where a gate will ask. A disk that is full must not stop an apply. */
export function noteFirstImports(notes: Notes, plan: Plan, before: FirstImports, ports: NotePorts): void {
  keep(notes, new Map([...before, ...firstImportsOf(plan.lists)]), ports);
}

/** Forgets the lists of a plan that has been carried out. */
export function forgetFirstImports(notes: Notes, plan: Plan, ports: NotePorts): void {
  const left = new Map(readFirstImports(notes, ports));
  for (const { name } of plan.lists) left.delete(name.toLowerCase());
  keep(notes, left, ports);
}

function keep({ directory, sealKey }: Notes, sizes: FirstImports, ports: NotePorts): void {
  const path = pathOf(directory, ports);
  try {
    if (sizes.size === 0) rmSync(path, { force: true });
    else {
      const document = sealed(sealKey, KIND, { sizes: Object.fromEntries(sizes) });
      replaceFile(path, `${JSON.stringify(document)}\n`, SHARED);
    }
  } catch (error) {
    ports.warn(`${join(directory, FILE)}: ${whyNotWritten(error)}. maxGrowthPercent may refuse a rerun`);
  }
}

function pathOf(directory: string, { cwd }: NotePorts): string {
  return resolve(cwd, directory, FILE);
}
