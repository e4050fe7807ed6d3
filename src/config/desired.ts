/** From the files of a directory to the desired state, or to all that is wrong with them. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { listKey } from "../domain/list-name.ts";
import type { Country } from "../domain/phone.ts";
import type { DesiredState } from "../domain/state.ts";
import type { BotSettings } from "./bot.ts";
import { readBotSettings } from "./bot.ts";
import type { DeclaredList } from "./lists.ts";
import { checkAcross, readList } from "./lists.ts";
import type { LoadedDirectory, LoadedFile } from "./load.ts";
import { checkSchema } from "./schema.ts";
import { SourceText } from "./source-text.ts";
import { parseYaml } from "./yaml.ts";

export interface Configuration {
  readonly settings: BotSettings;
  readonly desired: DesiredState;
  /** Errors make the rest unusable; warnings do not. In the order of files and lines. */
  readonly diagnostics: readonly Diagnostic[];
}

export function readConfiguration(directory: LoadedDirectory): Configuration {
  const { settings, diagnostics } = readBotSettings(directory.bot);
  const lists: DeclaredList[] = [];
  const ofFiles = directory.lists.flatMap((file) => readFile(file, settings.defaultCountry, lists));
  const all = [...directory.diagnostics, ...diagnostics, ...ofFiles, ...checkAcross(lists)];
  const desired = {
    lists: lists
      .map(({ text: _text, offset: _offset, ...list }) => list)
      .sort((a, b) => (listKey(a.name) < listKey(b.name) ? -1 : 1)),
  };
  return { settings, desired, diagnostics: inOrder(all) };
}

function readFile(file: LoadedFile, defaultCountry: Country, lists: DeclaredList[]): readonly Diagnostic[] {
  const source = new SourceText(file.file, file.text);
  const { documents, diagnostics } = parseYaml(source);
  const ofDocuments = documents.flatMap((document) => {
    const read = readList(document, defaultCountry);
    if (read.list) lists.push(read.list);
    return [...checkSchema("list", document), ...read.diagnostics];
  });
  return [...diagnostics, ...ofDocuments];
}

/** By file and place; what has no place comes first. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(({ place: a }, { place: b }) => {
    if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
