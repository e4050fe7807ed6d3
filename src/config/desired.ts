/** From the files of a directory to the desired state, or to all that is wrong with them. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { IdentitiesOwner, IdentityRecords } from "../domain/identity-records.ts";
import { NO_IDENTITIES, parseIdentities } from "../domain/identity-records.ts";
import { listKey } from "../domain/list-name.ts";
import type { Country } from "../domain/phone.ts";
import type { DesiredState } from "../domain/state.ts";
import type { AudienceDraft } from "./audience.ts";
import type { Purpose } from "./audience-cell.ts";
import type { MembersOfFile } from "./audience-file.ts";
import type { BotFile, BotSettings } from "./bot.ts";
import { readBotFile } from "./bot.ts";
import type { ListDraft } from "./lists.ts";
import { buildList, checkAcross, readList } from "./lists.ts";
import type { LoadedDirectory, LoadedFile } from "./load.ts";
import { checkReferences } from "./references.ts";
import { checkSchema } from "./schema.ts";
import { SourceText } from "./source-text.ts";
import { parseYaml } from "./yaml.ts";

export interface Configuration {
  readonly settings: BotSettings;
  readonly desired: DesiredState;
  /** What earlier look-ups answered. */
  readonly identities: IdentityRecords;
  /** Which bot's look-ups those were; null where the file does not say, or there is none. */
  readonly identitiesOwner: IdentitiesOwner | null;
  /** Errors make the rest unusable; warnings do not. In the order of files and lines. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything but the files of numbers that lists name: those are still to be read. */
export interface ConfigurationDraft {
  readonly bot: BotFile;
  readonly lists: readonly ListDraft[];
  readonly identities: IdentityRecords;
  readonly identitiesOwner: IdentitiesOwner | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads everything that a directory's files say, the files of numbers that they name included. */
export async function readConfiguration(directory: LoadedDirectory): Promise<Configuration> {
  const draft = draftConfiguration(directory);
  return buildConfiguration(draft, await readAudienceFiles(draft, directory.open));
}

export function draftConfiguration(directory: Omit<LoadedDirectory, "open">): ConfigurationDraft {
  const bot = readBotFile(directory.bot);
  const lists: ListDraft[] = [];
  const ofFiles = directory.lists.flatMap((file) => readFile(file, bot.settings.defaultCountry, lists));
  const { owner, records, diagnostics } = directory.identities
    ? parseIdentities(directory.identities)
    : { ...NO_IDENTITIES, diagnostics: [] };
  const all = [
    ...directory.diagnostics,
    ...bot.diagnostics,
    ...ofFiles,
    ...checkAcross(lists),
    ...checkReferences(lists, bot.exclude.lists),
    ...diagnostics,
  ];
  return { bot, lists, identities: records, identitiesOwner: owner, diagnostics: all };
}

export function buildConfiguration(
  { bot, lists, identities, identitiesOwner, diagnostics }: ConfigurationDraft,
  ofAudiences: readonly Diagnostic[] = [],
): Configuration {
  return {
    settings: bot.settings,
    desired: desiredState(lists, bot),
    identities,
    identitiesOwner,
    diagnostics: inOrder([...diagnostics, ...ofAudiences]),
  };
}

function desiredState(lists: readonly ListDraft[], { exclude }: BotFile): DesiredState {
  const sorted = lists.map(buildList).sort((a, b) => (listKey(a.name) < listKey(b.name) ? -1 : 1));
  return { lists: sorted, exclude: exclude.build() };
}

function readFile(file: LoadedFile, defaultCountry: Country, lists: ListDraft[]): readonly Diagnostic[] {
  const source = new SourceText(file.file, file.text);
  const { documents, diagnostics } = parseYaml(source);
  const ofDocuments = documents.flatMap((document) => {
    const read = readList(document, defaultCountry);
    if (read.list) lists.push(read.list);
    return [...checkSchema("list", document), ...read.diagnostics];
  });
  return [...diagnostics, ...ofDocuments];
}

/** Adds who stands in files of numbers to the audiences that name them. @returns what is wrong with the files */
async function readAudienceFiles(
  { bot: { exclude, settings }, lists }: ConfigurationDraft,
  open: LoadedDirectory["open"],
): Promise<readonly Diagnostic[]> {
  const problems: (readonly Diagnostic[])[] = [];
  const before = new Map<string, MembersOfFile>();
  const drafts: { draft: AudienceDraft; purpose: Purpose }[] = [
    { draft: exclude, purpose: "exclude" },
    ...lists.flatMap((list) => [
      { draft: list.include, purpose: "include" as const },
      { draft: list.exclude, purpose: "exclude" as const },
    ]),
  ];
  for (const { draft, purpose } of drafts) {
    for (const reference of draft.files) {
      const { text, path, offset, column, sheet } = reference;
      const opened = await open(text.file, path);
      if ("problem" in opened) {
        problems.push([text.diagnose(offset, "error", opened.problem)]);
        continue;
      }
      // Several lists may name one file: it is read, and complained about, once.
      const key = JSON.stringify([opened.file, column, sheet, purpose]);
      const known = before.get(key);
      const { defaultCountry } = settings;
      const { readAudienceFile } = await import("./audience-file.ts");
      const read = known ?? (await readAudienceFile({ ...opened, column, sheet, purpose, defaultCountry }));
      before.set(key, read);
      for (const member of read.members) draft.add(member);
      if (known === undefined) problems.push(read.diagnostics);
    }
  }
  return problems.flat();
}

/** By file and place; what has no place comes first. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(({ place: a }, { place: b }) => {
    if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
