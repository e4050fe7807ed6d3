/** Reads the lists that a command names, or fails with all that is wrong with them. */

import picomatch from "picomatch";
import type { Configuration } from "../config/desired.ts";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import type { DesiredState } from "../domain/state.ts";
import { countDiagnostics } from "../report/diagnostics-text.ts";
import { Exit, Failure } from "./failure.ts";
import type { World } from "./world.ts";

/** @param globs names of lists to keep; none keeps all. @throws Failure (exit 3) */
export async function readLists(
  directory: string,
  globs: readonly string[],
  world: World,
): Promise<Configuration> {
  const configuration = readConfiguration(await loadDirectory(directory, world.cwd));
  const { diagnostics } = configuration;
  if (diagnostics.some(({ severity }) => severity === "error")) {
    throw new Failure(
      Exit.invalid,
      "invalid-lists",
      `${directory} is not valid: ${countDiagnostics(diagnostics)}`,
      diagnostics,
    );
  }
  return { ...configuration, desired: select(configuration.desired, globs) };
}

function select(desired: DesiredState, globs: readonly string[]): DesiredState {
  if (globs.length === 0) return desired;
  const matchers = globs.map((glob) => ({ glob, matches: picomatch(glob, { nocase: true }) }));
  for (const { glob, matches } of matchers) {
    if (desired.lists.some(({ name }) => matches(name))) continue;
    const names = desired.lists
      .map(({ name }) => name)
      .slice(0, 20)
      .join(", ");
    throw new Failure(
      Exit.invalid,
      "no-such-list",
      `--list ${glob} matches no declared list: declared are ${names}`,
    );
  }
  return { lists: desired.lists.filter(({ name }) => matchers.some(({ matches }) => matches(name))) };
}
