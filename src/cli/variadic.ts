/** Flags that take several files take the directory as well, where it is written behind them. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import { failureAs } from "../domain/failure.ts";

interface Given {
  readonly approved?: readonly string[];
  /** True where the flag stands alone. */
  readonly reviewed?: readonly string[] | true;
}

export interface Sorted {
  readonly directory: string;
  readonly approved: readonly string[] | null;
  readonly reviewed: readonly string[] | null;
}

const DEFAULT_DIRECTORY = "lists";

/**
 * @param argument the directory, where it is written before the flags
 * @throws Failure (exit 3) where two directories are named
 */
export function directoryAmong(
  argument: string | undefined,
  { approved, reviewed }: Given,
  { cwd }: { readonly cwd: string },
): Sorted {
  // A variable of a script that is not set is no name of the working directory.
  const isDirectory = (path: string) =>
    path !== "" && (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory() ?? false);
  if (argument === "") throw failureAs(Exit.invalid, "usage", fact("directory-empty"));
  const files = { approved: approved ?? null, reviewed: reviewed === true ? [] : (reviewed ?? null) };
  const named = [...(files.approved ?? []), ...(files.reviewed ?? [])].filter(isDirectory);
  const all = argument === undefined ? named : [argument, ...named];
  if (all.length > 1) {
    throw failureAs(Exit.invalid, "usage", fact("two-directories", { directories: all.map(name) }));
  }
  const without = (list: readonly string[] | null) => list?.filter((path) => !isDirectory(path)) ?? null;
  return {
    directory: all[0] ?? DEFAULT_DIRECTORY,
    approved: without(files.approved),
    reviewed: without(files.reviewed),
  };
}
