/** Reads the lists that a command names, or fails with all that is wrong with them. */

import { join } from "node:path";
import type { Answers } from "../config/connection.ts";
import type { Configuration } from "../config/desired.ts";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import { IDENTITIES_FILE } from "../domain/directory.ts";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { IdentityRecords } from "../domain/identity-records.ts";
import { isSameOwner } from "../domain/identity-records.ts";
import { listKey } from "../domain/list-name.ts";
import type { DesiredState } from "../domain/state.ts";
import type { FirstImports } from "../reconcile/gates.ts";
import { countDiagnostics } from "../report/diagnostics-text.ts";
import type { Ports } from "./ports.ts";

/** What the files say, and the keys of the lists that this run is about. */
export interface SelectedLists extends Configuration {
  readonly names: ReadonlySet<string>;
  /** All that the identities file holds; `identities` is what this run believes of it. */
  readonly recorded: IdentityRecords;
  /** How large lists were to become when they were first filled; nothing until it is recalled, with the key. */
  readonly firstImports: FirstImports;
  /** Keys of the lists whose first import is finished: no plan that was made before speaks for them. */
  readonly finishedImports: ReadonlySet<string>;
}

/**
 * @param globs names of lists to keep; none keeps all
 * @param refreshIdentities whether to forget what earlier look-ups answered
 * @throws Failure (exit 3)
 */
export async function readLists(
  directory: string,
  globs: readonly string[],
  ports: Ports,
  refreshIdentities = false,
): Promise<SelectedLists> {
  if (directory === "") {
    throw new Failure(
      Exit.invalid,
      "usage",
      "the directory is an empty string: name a directory, or leave it out",
    );
  }
  const configuration = await readConfiguration(await loadDirectory(directory, ports.cwd));
  const { diagnostics } = configuration;
  if (diagnostics.some(({ severity }) => severity === "error")) {
    throw new Failure(
      Exit.invalid,
      "invalid-lists",
      `${directory} is not valid: ${countDiagnostics(diagnostics)}`,
      diagnostics,
    );
  }
  const recorded = configuration.identities;
  const identities: IdentityRecords = refreshIdentities ? new Map() : recorded;
  const names = await select(configuration.desired, globs);
  return {
    ...configuration,
    identities,
    recorded,
    names,
    firstImports: new Map(),
    finishedImports: new Set(),
  };
}

/**
 * Leaves out what the identities file holds of another bot: an identity there is somebody, or nobody, at that bot.
 * A warning says so.
 */
export function withOwnIdentities(lists: SelectedLists, directory: string, answers: Answers): SelectedLists {
  const { identitiesOwner: owner, diagnostics } = lists;
  const { contract, bot } = answers.owner;
  if (owner === null || isSameOwner(owner, answers.owner)) return lists;
  const message = `these answers are of the bot ${owner.bot} of ${owner.contract}, and this is ${bot} of ${contract}: they are not used, and nothing is written here`;
  const place = { file: join(directory, IDENTITIES_FILE), line: 1, column: 1 };
  const warning = { severity: "warning", code: "identities-of-another", message, place } as const;
  const none: IdentityRecords = new Map();
  return { ...lists, identities: none, recorded: none, diagnostics: [...diagnostics, warning] };
}

/** @throws Failure (exit 3) for an empty glob: a variable of a script that is not set */
export function checkGlobs(globs: readonly string[]): void {
  if (!globs.includes("")) return;
  throw new Failure(Exit.invalid, "no-such-list", "--list is empty: name a list, or leave the flag out");
}

/** @returns the keys of the lists that the globs name */
async function select(desired: DesiredState, globs: readonly string[]): Promise<ReadonlySet<string>> {
  const all = new Set(desired.lists.map(({ name }) => listKey(name)));
  if (globs.length === 0) return all;
  checkGlobs(globs);
  const { default: picomatch } = await import("picomatch");
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
  const wanted = desired.lists.filter(({ name }) => matchers.some(({ matches }) => matches(name)));
  return new Set(wanted.map(({ name }) => listKey(name)));
}
