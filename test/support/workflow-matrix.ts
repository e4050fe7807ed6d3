/** `strategy.matrix`: one job becomes several. */

import type { Scope } from "./workflow-expressions.ts";
import { fillIn, textOf } from "./workflow-expressions.ts";
import type { Job, Value, Values } from "./workflow-file.ts";
import { isValues } from "./workflow-file.ts";

export interface MatrixLeg {
  readonly matrix: Values;
  /** What GitHub writes behind the job's name. */
  readonly title: string;
}

/** @throws Error for a matrix without values, which GitHub does not run */
export function legsOf(declared: Values | string | undefined, scope: Scope): readonly MatrixLeg[] {
  if (declared === undefined) return [{ matrix: {}, title: "" }];
  const { include, ...vectors } = asValues(fillIn(declared, scope));
  const crossed = Object.entries(vectors).reduce<Values[]>(
    (legs, [name, values]) =>
      listOf(name, fillIn(values, scope)).flatMap((value) => legs.map((leg) => ({ ...leg, [name]: value }))),
    [{}],
  );
  const included = include === undefined ? [] : listOf("include", fillIn(include, scope)).map(asValues);
  const legs = Object.keys(vectors).length === 0 ? included : [...crossed, ...included];
  return legs.map((matrix) => ({ matrix, title: ` (${Object.values(matrix).map(textOf).join(", ")})` }));
}

/**
 * Runs the legs of a job: all at once, unless it wants one at a time.
 * @throws Error for a matrix of which GitHub would cancel the legs behind one that failed
 */
export async function inTurn<T>(
  { strategy }: Job,
  legs: readonly MatrixLeg[],
  runOne: (leg: MatrixLeg) => Promise<T>,
): Promise<readonly T[]> {
  if (legs.length > 1 && strategy?.["fail-fast"] !== false)
    throw new Error("a matrix that fails fast is not played");
  if (strategy?.["max-parallel"] !== 1) return Promise.all(legs.map(runOne));
  const done: T[] = [];
  for (const leg of legs) done.push(await runOne(leg));
  return done;
}

function listOf(name: string, value: Value): readonly Value[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new Error(`Matrix vector '${name}' does not contain any values`);
  return value;
}

function asValues(value: Value): Values {
  if (!isValues(value)) throw new Error(`this is no object of values: ${textOf(value)}`);
  return value;
}
