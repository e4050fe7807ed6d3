/** What the list files mean: names, and who is meant by them. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name as asName, placed } from "../domain/fact-fields.ts";
import { offsetOfKey } from "../domain/hidden-key.ts";
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
import { codePointOf, quote, unseenAt } from "./characters.ts";
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
    diagnostics.push(source.diagnose(offset, "error", fact("key-in-file")));
    return null;
  }
  if (name !== null) return name;
  diagnostics.push(source.diagnose(offset, "error", fact("list-name", nameProblem(text))));
  return null;
}

function nameProblem(text: string): Facts["list-name"] {
  if (isSendersList(text)) return { what: "senders" };
  if (text.length > LIST_NAME_LENGTH_MAX) return { what: "long", most: LIST_NAME_LENGTH_MAX };
  const unseen = unseenAt(text);
  if (unseen >= 0) return { what: "invisible", character: codePointOf(text.slice(unseen)) };
  const suggestion = suggestListName(text);
  return { what: "form", suggestion: suggestion === null ? null : quote(suggestion) };
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
    const twice = fact("duplicate-list", { list: asName(list.name), first: placed(earlier.source) });
    diagnostics.push(list.text.diagnose(list.offset, "error", twice));
  }
  return diagnostics;
}

export function buildList({ name, description, source, include, exclude }: ListDraft): DesiredList {
  return { name, description, source, include: include.build(), exclude: exclude.build() };
}
