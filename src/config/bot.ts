/** `bot.yaml`: the settings of the bot that a directory of lists belongs to. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { offsetOfKey } from "../domain/key.ts";
import type { Country } from "../domain/phone.ts";
import { parseCountry } from "../domain/phone.ts";
import type { LoadedFile } from "./load.ts";
import { checkSchema } from "./schema.ts";
import { SourceText } from "./source-text.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf, parseYaml, textOf } from "./yaml.ts";

export interface BotSettings {
  readonly contract: string | null;
  readonly bot: string | null;
  /** What Blip takes from this bot; 48 is the free plan's limit. */
  readonly commandsPerSecond: number;
  readonly defaultCountry: Country;
}

const DEFAULT_SETTINGS: BotSettings = {
  contract: null,
  bot: null,
  commandsPerSecond: 48,
  defaultCountry: "BR",
};

/**
 * Reads the settings; what is not set has its default.
 * Where anything is not valid, the country alone is as the file says: with it the lists are read on, so that
 * their errors are found as well.
 */
export function readBotSettings(file: LoadedFile | null): {
  settings: BotSettings;
  diagnostics: readonly Diagnostic[];
} {
  if (file === null) return { settings: DEFAULT_SETTINGS, diagnostics: [] };
  const source = new SourceText(file.file, file.text);
  if (isCommentary(file.text)) return { settings: DEFAULT_SETTINGS, diagnostics: checkNoKey(source) };
  const { documents, diagnostics: syntax } = parseYaml(source);
  const [document, second] = documents;
  const diagnostics = [...syntax, ...checkNoKey(source), ...(second ? [twoDocuments(second)] : [])];
  if (document === undefined) return { settings: DEFAULT_SETTINGS, diagnostics };
  diagnostics.push(...checkSchema("bot", withNumber(document)));
  const defaultCountry = countryOf(document, diagnostics);
  if (diagnostics.length > 0) return { settings: { ...DEFAULT_SETTINGS, defaultCountry }, diagnostics };
  const settings = {
    contract: settingOf(document, "contract"),
    bot: settingOf(document, "bot"),
    commandsPerSecond: Number(settingOf(document, "commandsPerSecond") ?? DEFAULT_SETTINGS.commandsPerSecond),
    defaultCountry,
  };
  return { settings, diagnostics };
}

/** Nothing but comments: every setting has its default. */
function isCommentary(text: string): boolean {
  return text.trim() !== "" && text.split("\n").every((line) => /^\uFEFF?\s*(?:#.*)?$/.test(line));
}

function twoDocuments({ source, root }: YamlDocument): Diagnostic {
  const message = "bot.yaml holds one document: remove this one";
  return source.diagnose(offsetOf(root), "error", "two-documents", message);
}

/** A key in the file, in whatever place, is in the repository and its history. */
function checkNoKey(source: SourceText): Diagnostic[] {
  const offset = offsetOfKey(source.text);
  if (offset === null) return [];
  const message =
    "this looks like a bot's key, which never stands in a file: remove it, delete the key in Blip's portal and set a new one as BLIP_KEY";
  return [source.diagnose(offset, "error", "key-in-file", message)];
}

/** Every scalar comes as it was written; the schema wants this one as a number. */
function withNumber(document: YamlDocument): YamlDocument {
  const text = settingOf(document, "commandsPerSecond");
  if (text === null || !/^\d+(?:\.\d+)?$/.test(text)) return document;
  return { ...document, plain: { ...Object(document.plain), commandsPerSecond: Number(text) } };
}

function settingOf(document: YamlDocument, key: string): string | null {
  return textOf(pairOf(document.root, key)?.value);
}

function countryOf(document: YamlDocument, diagnostics: Diagnostic[]): Country {
  const text = settingOf(document, "defaultCountry");
  if (text === null) return DEFAULT_SETTINGS.defaultCountry;
  const country = parseCountry(text);
  if (country !== null) return country;
  if (/^[A-Z]{2}$/.test(text)) {
    const offset = offsetOf(pairOf(document.root, "defaultCountry")?.value);
    const message = `there is no country "${text}": write two letters of ISO 3166, for example BR`;
    diagnostics.push(document.source.diagnose(offset, "error", "unknown-country", message));
  }
  return DEFAULT_SETTINGS.defaultCountry;
}
