/** Names of files and directories: what they mean, and how they are shown. No file is touched here. */

import { isAbsolute, join, relative, sep } from "node:path";
import { SETTINGS_FILE } from "../domain/directory.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";

/** A directory of lists. */
export interface Directory {
  /** Where it really lies, links resolved. */
  readonly root: string;
  readonly path: string;
  /** As the person named it. */
  readonly named: string;
  /** The working directory. */
  readonly cwd: string;
}

/** @returns what is wrong with where a settings file lies, or null. @param name relative to the directory */
export function misplacedSettings(name: string): Fact<"misplaced-settings"> | null {
  const base = name.split(sep).at(-1) ?? "";
  if (!/^bot\.ya?ml$/i.test(base) || name === SETTINGS_FILE) return null;
  return fact("misplaced-settings", { what: base === name ? "name" : "below" });
}

export function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== "" && !way.startsWith(`..${sep}`) && way !== ".." && !isAbsolute(way);
}

/** Whether a path that a file names stays below that file by its very spelling. */
export function staysBelow(path: string): boolean {
  return !isAbsolute(path) && !/^[a-z]:/i.test(path) && !path.split(/[\\/]/).includes("..");
}

/** Characters that steer a terminal, which a file name may hold, are not passed on. */
export function display({ cwd, path, named }: Directory, name: string): string {
  const way = relative(cwd, join(path, name));
  const isBelow = way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  const shown = isBelow ? way || "." : join(named, name);
  return shown
    .split(sep)
    .join("/")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
