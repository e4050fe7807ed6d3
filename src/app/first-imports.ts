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
import { isSealed, sealed } from "../approval/seal.ts";
import { fact } from "../domain/fact.ts";
import { name as called, reason } from "../domain/fact-fields.ts";
import type { SealKey } from "../domain/key.ts";
import { listKey } from "../domain/list-name.ts";
import { readRegularFile, replaceFile, SHARED, whyNotWritten } from "../files/safe-file.ts";
import type { FirstImports } from "../reconcile/gates.ts";
import { finishedImports, firstImportsOf } from "../reconcile/gates.ts";
import type { Plan } from "../reconcile/types.ts";
import type { SelectedLists } from "./lists.ts";
import type { Ports } from "./ports.ts";

const NOTE = ".first-imports.json";
const RECORD = ".finished-imports.json";

/** The directory of lists, and the key of the bot that it belongs to. */
export interface Notes {
  readonly directory: string;
  readonly sealKey: SealKey;
}

/** Which import of a list it is, by list key, counted from 1. */
type Numbers = ReadonlyMap<string, number>;

/** @returns nothing where there is no such file, or none that can be relied on: the gate then asks a person */
export function readFirstImports(
  notes: Notes,
  ports: Ports,
): Pick<SelectedLists, "firstImports" | "finishedImports"> {
  const finished = readFinished(notes, ports);
  const { sizes, numbers } = readSealed(notes, NOTE, ports);
  const firstImports = new Map(
    [...numbersIn(sizes)].filter(([list]) => (numbersIn(numbers).get(list) ?? 1) > (finished.get(list) ?? 0)),
  );
  return { firstImports, finishedImports: new Set(finished.keys()) };
}

/** Notes the lists that a plan is about to fill, where a gate will ask. A disk that is full must not stop an apply. */
export function noteFirstImports(notes: Notes, plan: Plan, before: FirstImports, ports: Ports): void {
  keepNote(notes, new Map([...before, ...firstImportsOf(plan.lists)]), ports);
}

/** What a run was to fill, and what became of it. */
interface Carried {
  readonly plan: Plan;
  readonly report: ApplyReport;
  readonly lists: SelectedLists;
}

/** Forgets the imports that are finished, and where a gate will ask records that they are. */
export function concludeFirstImports(notes: Notes, { plan, report, lists }: Carried, ports: Ports): void {
  const max = lists.settings.limits.maxGrowthPercent;
  const ongoing = new Map([...lists.firstImports, ...firstImportsOf(plan.lists)]);
  const finished = finishedImports(plan.lists, addedIn(report), ongoing, max);
  if (finished.length === 0) return;
  if (max !== null) record(notes, finished, ports);
  const left = new Map(readFirstImports(notes, ports).firstImports);
  for (const list of finished) left.delete(list);
  keepNote(notes, left, ports);
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

function record(notes: Notes, lists: readonly string[], ports: Ports): void {
  const before = readFinished(notes, ports);
  const numbers = new Map(before);
  for (const list of lists) numbers.set(list, (before.get(list) ?? 0) + 1);
  keep(notes, RECORD, { numbers: Object.fromEntries(numbers) }, ports);
}

function readFinished(notes: Notes, ports: Ports): Numbers {
  return numbersIn(readSealed(notes, RECORD, ports).numbers);
}

function keepNote(notes: Notes, sizes: FirstImports, ports: Ports): void {
  const finished = readFinished(notes, ports);
  const numbers = [...sizes.keys()].map((list) => [list, (finished.get(list) ?? 0) + 1]);
  const note = { sizes: Object.fromEntries(sizes), numbers: Object.fromEntries(numbers) };
  keep(notes, NOTE, sizes.size === 0 ? null : note, ports);
}

/** @returns nothing that can be relied on where the seal is broken, or there is no such file */
function readSealed(
  { directory, sealKey }: Notes,
  name: string,
  { cwd }: Ports,
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
function keep({ directory, sealKey }: Notes, name: string, document: object | null, ports: Ports): void {
  const path = resolve(ports.cwd, directory, name);
  try {
    if (document === null) rmSync(path, { force: true });
    else replaceFile(path, `${JSON.stringify(sealed(sealKey, kindOf(name), document))}\n`, SHARED);
  } catch (error) {
    const why = reason(whyNotWritten(error));
    ports.warn(fact("imports-unwritten", { file: called(join(directory, name)), why }));
  }
}
