/**
 * Remembers, beside the lists, which of them are being filled for the first time. A run that broke off leaves a
 * list with few members, and going on with it would look like enormous growth. The note is there only while
 * such an import is unfinished, holds no member, and is sealed: nobody lifts a gate by committing one.
 *
 * Once an import is finished its note is void, wherever a copy of it turns up, and so are plans from before: a record
 * that stays has the number of the last import of each list that was finished.
 */

import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ApplyReport } from "../apply/types.ts";
import { listKey } from "../domain/list-name.ts";
import type { SealKey } from "../domain/seal.ts";
import { isSealed, sealed } from "../domain/seal.ts";
import type { FirstImports } from "../reconcile/gates.ts";
import { finishedImports, firstImportsOf } from "../reconcile/gates.ts";
import type { Plan } from "../reconcile/types.ts";
import type { SelectedLists } from "./lists.ts";
import { readRegularFile, replaceFile, SHARED, whyNotWritten } from "./safe-file.ts";
import type { World } from "./world.ts";

const NOTE = ".first-imports.json";
const RECORD = ".finished-imports.json";

/** The directory of lists, and the key of the bot that it belongs to. */
export interface Notebook {
  readonly directory: string;
  readonly sealKey: SealKey;
}

/** Which import of a list it is, by list key, counted from 1. */
type Numbers = ReadonlyMap<string, number>;

/** @returns nothing where there is no such file, or none that can be relied on: the gate then asks a person */
export function readFirstImports(
  notebook: Notebook,
  world: World,
): Pick<SelectedLists, "firstImports" | "finishedImports"> {
  const finished = readFinished(notebook, world);
  const { sizes, numbers } = readSealed(notebook, NOTE, world);
  const firstImports = new Map(
    [...numbersIn(sizes)].filter(([list]) => (numbersIn(numbers).get(list) ?? 1) > (finished.get(list) ?? 0)),
  );
  return { firstImports, finishedImports: new Set(finished.keys()) };
}

/** Notes the lists that a plan is about to fill, where a gate will ask. A disk that is full must not stop an apply. */
export function noteFirstImports(notebook: Notebook, plan: Plan, before: FirstImports, world: World): void {
  keepNote(notebook, new Map([...before, ...firstImportsOf(plan.lists)]), world);
}

/** What a run was to fill, and what became of it. */
interface Carried {
  readonly toSend: Plan;
  readonly report: ApplyReport;
  readonly lists: SelectedLists;
}

/** Forgets the imports that are finished, and where a gate will ask records that they are. */
export function concludeFirstImports(
  notebook: Notebook,
  { toSend, report, lists }: Carried,
  world: World,
): void {
  const max = lists.settings.limits.maxGrowthPercent;
  const ongoing = new Map([...lists.firstImports, ...firstImportsOf(toSend.lists)]);
  const finished = finishedImports(toSend.lists, addedIn(report), ongoing, max);
  if (finished.length === 0) return;
  if (max !== null) record(notebook, finished, world);
  const left = new Map(readFirstImports(notebook, world).firstImports);
  for (const list of finished) left.delete(list);
  keepNote(notebook, left, world);
}

/** How many members each list was given. */
function addedIn({ outcomes }: ApplyReport): ReadonlyMap<string, number> {
  const added = new Map<string, number>();
  for (const { action, outcome } of outcomes) {
    const isAdded = outcome.status === "done" || outcome.status === "already-there";
    if (action.kind !== "add-recipient" || !isAdded) continue;
    const list = listKey(action.list);
    added.set(list, (added.get(list) ?? 0) + 1);
  }
  return added;
}

function record(notebook: Notebook, lists: readonly string[], world: World): void {
  const before = readFinished(notebook, world);
  const numbers = new Map(before);
  for (const list of lists) numbers.set(list, (before.get(list) ?? 0) + 1);
  keep(notebook, RECORD, { numbers: Object.fromEntries(numbers) }, world);
}

function readFinished(notebook: Notebook, world: World): Numbers {
  return numbersIn(readSealed(notebook, RECORD, world).numbers);
}

function keepNote(notebook: Notebook, sizes: FirstImports, world: World): void {
  const finished = readFinished(notebook, world);
  const numbers = [...sizes.keys()].map((list) => [list, (finished.get(list) ?? 0) + 1]);
  const note = { sizes: Object.fromEntries(sizes), numbers: Object.fromEntries(numbers) };
  keep(notebook, NOTE, sizes.size === 0 ? null : note, world);
}

/** @returns nothing that can be relied on where the seal is broken, or there is no such file */
function readSealed(
  { directory, sealKey }: Notebook,
  name: string,
  { cwd }: World,
): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(readRegularFile(resolve(cwd, directory, name)) ?? "");
    return isSealed(sealKey, kindOf(name), Object(document)) ? Object(document) : {};
  } catch {
    return {};
  }
}

function kindOf(name: string): string {
  return name.replace(/^\.|\.json$/g, "");
}

function numbersIn(value: unknown): Numbers {
  const entries = Object.entries(Object(value));
  return new Map(
    entries.flatMap(([list, number]) => (Number.isSafeInteger(number) ? [[list, Number(number)]] : [])),
  );
}

/** @param document null: there is nothing to keep */
function keep({ directory, sealKey }: Notebook, name: string, document: object | null, world: World): void {
  const path = resolve(world.cwd, directory, name);
  try {
    if (document === null) rmSync(path, { force: true });
    else replaceFile(path, `${JSON.stringify(sealed(sealKey, kindOf(name), document))}\n`, SHARED);
  } catch (error) {
    world.stderr.write(
      `Warning: ${join(directory, name)}: ${whyNotWritten(error)}. maxGrowthPercent may refuse a rerun, or not ask.\n`,
    );
  }
}
