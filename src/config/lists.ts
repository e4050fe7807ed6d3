/** What the list files mean: names, and who is meant by them. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import { KEY_IN_FILE, offsetOfKey } from "../domain/hidden-key.ts";
import type { ListName } from "../domain/list-name.ts";
import {
  isSendersList,
  LIST_NAME_LENGTH_MAX,
  listKey,
  parseListName,
  suggestListName,
} from "../domain/list-name.ts";
import type { Country } from "../domain/phone.ts";
import type { DesiredList, Source } from "../domain/state.ts";
import type { AudienceDraft } from "./audience.ts";
import { readAudience } from "./audience.ts";
import type { SourceText } from "./source-text.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf, textOf } from "./yaml.ts";

/** A list in the making, with the place to complain at. */
export interface ListDraft {
  readonly name: ListName;
  readonly description: string | null;
  readonly source: Source;
  readonly include: AudienceDraft;
  readonly exclude: AudienceDraft;
  readonly text: SourceText;
  readonly offset: number;
}

const INCLUDE = { members: "members", from: "membersFrom" } as const;
export const EXCLUDE = { members: "exclude", from: "excludeFrom" } as const;

/** Reads one document. Without a valid name there is no list, but its members are checked all the same. */
export function readList(
  document: YamlDocument,
  defaultCountry: Country,
): { list: ListDraft | null; diagnostics: Diagnostic[] } {
  const { source, root } = document;
  const diagnostics: Diagnostic[] = [];
  const nameNode = pairOf(root, "name")?.value;
  const nameText = textOf(nameNode);
  const name = nameText === null ? null : checkName(nameText, source, offsetOf(nameNode), diagnostics);
  const include = readAudience(document, INCLUDE, defaultCountry);
  const exclude = readAudience(document, EXCLUDE, defaultCountry);
  const all = [...diagnostics, ...include.diagnostics, ...exclude.diagnostics];
  if (name === null) return { list: null, diagnostics: all };
  const offset = offsetOf(nameNode);
  const list: ListDraft = {
    name,
    description: textOf(pairOf(root, "description")?.value),
    source: { file: source.file, line: source.line(offset) },
    include: include.draft,
    exclude: exclude.draft,
    text: source,
    offset,
  };
  return { list, diagnostics: all };
}

function checkName(
  text: string,
  source: SourceText,
  offset: number,
  diagnostics: Diagnostic[],
): ListName | null {
  const name = parseListName(text);
  if (offsetOfKey(text) !== null) {
    diagnostics.push(source.diagnose(offset, "error", "key-in-file", KEY_IN_FILE));
    return null;
  }
  if (name !== null) return name;
  diagnostics.push(source.diagnose(offset, "error", "list-name", nameProblem(text)));
  return null;
}

function nameProblem(text: string): string {
  if (isSendersList(text))
    return "Blip keeps the +senders list itself, of everyone who wrote to the bot: declare another name";
  if (text.length > LIST_NAME_LENGTH_MAX)
    return `a list name has at most ${LIST_NAME_LENGTH_MAX} characters: shorten it`;
  const suggestion = suggestListName(text);
  const instead = suggestion ? `: write ${suggestion}, for example` : "";
  return `not a name Blip can have (letters, digits, "-", "_", "."; a letter or digit first and last)${instead}`;
}

/** Finds lists that are declared more than once; names that differ in case alone are one list. */
export function checkAcross(lists: readonly ListDraft[]): Diagnostic[] {
  const first = new Map<string, ListDraft>();
  const diagnostics: Diagnostic[] = [];
  for (const list of lists) {
    const key = listKey(list.name);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, list);
      continue;
    }
    const where = formatPlace(earlier.text.place(earlier.offset));
    const message = `the list ${list.name} is declared at ${where} already: merge the two`;
    diagnostics.push(list.text.diagnose(list.offset, "error", "duplicate-list", message));
  }
  return diagnostics;
}

export function buildList({ name, description, source, include, exclude }: ListDraft): DesiredList {
  return { name, description, source, include: include.build(), exclude: exclude.build() };
}
