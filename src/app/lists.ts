/** Reads the lists that a command names, or fails with all that is wrong with them. */

import { join } from "node:path";
import type { Answers } from "../config/connection.ts";
import type { Configuration } from "../config/desired.ts";
import { readConfiguration } from "../config/desired.ts";
import { loadDirectory } from "../config/load.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { IDENTITIES_FILE } from "../domain/directory.ts";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { name, quoted } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import type { IdentityRecords } from "../domain/identity-records.ts";
import { isSameOwner } from "../domain/identity-records.ts";
import { listKey } from "../domain/list-name.ts";
import type { DesiredState } from "../domain/state.ts";
import type { FirstImports } from "../reconcile/gates.ts";
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
  if (directory === "") throw failureAs(Exit.invalid, "usage", fact("directory-empty"));
  const configuration = await readConfiguration(await loadDirectory(directory, ports.cwd));
  const { diagnostics } = configuration;
  if (diagnostics.some(({ severity }) => severity === "error")) throw invalidLists(directory, diagnostics);
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

export function invalidLists(directory: string, diagnostics: readonly Diagnostic[]): Failure {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const fields = { directory: name(directory), errors, warnings: diagnostics.length - errors };
  return new Failure(Exit.invalid, fact("invalid-lists", fields), { diagnostics });
}

/**
 * Leaves out what the identities file holds of another bot: an identity there is somebody, or nobody, at that bot.
 * A warning says so.
 */
export function withOwnIdentities(lists: SelectedLists, directory: string, answers: Answers): SelectedLists {
  const { identitiesOwner: owner, diagnostics } = lists;
  if (owner === null || isSameOwner(owner, answers.owner)) return lists;
  const place = { file: join(directory, IDENTITIES_FILE), line: 1, column: 1 };
  const said = fact("identities-of-another", { other: botOf(owner), own: botOf(answers.owner) });
  const warning = { severity: "warning", ...said, place } as const;
  const none: IdentityRecords = new Map();
  return { ...lists, identities: none, recorded: none, diagnostics: [...diagnostics, warning] };
}

function botOf({ bot, contract }: Answers["owner"]) {
  return { bot: name(bot), contract: name(contract) };
}

/** @throws Failure (exit 3) for an empty glob: a variable of a script that is not set */
export function checkGlobs(globs: readonly string[]): void {
  if (!globs.includes("")) return;
  throw failureAs(Exit.invalid, "no-such-list", fact("glob-empty"));
}

/** Lists named where none was meant. */
const NAMED_MAX = 20;

/** @returns the keys of the lists that the globs name */
async function select(desired: DesiredState, globs: readonly string[]): Promise<ReadonlySet<string>> {
  const all = new Set(desired.lists.map((list) => listKey(list.name)));
  if (globs.length === 0) return all;
  checkGlobs(globs);
  const { default: picomatch } = await import("picomatch");
  const matchers = globs.map((glob) => ({ glob, matches: picomatch(glob, { nocase: true }) }));
  for (const { glob, matches } of matchers) {
    if (desired.lists.some((list) => matches(list.name))) continue;
    const declared = desired.lists.slice(0, NAMED_MAX).map((list) => name(list.name));
    throw failureAs(
      Exit.invalid,
      "no-such-list",
      fact("glob-without-list", { glob: quoted(glob), declared }),
    );
  }
  const wanted = desired.lists.filter((list) => matchers.some(({ matches }) => matches(list.name)));
  return new Set(wanted.map((list) => listKey(list.name)));
}
