/** `bot.yaml`: the settings of the bot that a directory of lists belongs to. */

import { isMap } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { fact } from "../domain/fact.ts";
import { offsetOfKey } from "../domain/hidden-key.ts";
import type { Limits } from "../domain/limits.ts";
import { DEFAULT_LIMITS } from "../domain/limits.ts";
import type { Country } from "../domain/phone.ts";
import { parseCountry } from "../domain/phone.ts";
import { AudienceDraft, readAudience } from "./audience.ts";
import { quote } from "./characters.ts";
import { EXCLUDE } from "./lists.ts";
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
  readonly limits: Limits;
  /** Whether apply may send what no reviewed plan holds. */
  readonly approval: "inform" | "require";
}

const DEFAULT_SETTINGS: BotSettings = {
  contract: null,
  bot: null,
  commandsPerSecond: 48,
  defaultCountry: "BR",
  limits: DEFAULT_LIMITS,
  approval: "inform",
};

/** What bot.yaml holds. */
export interface BotFile {
  readonly settings: BotSettings;
  /** Who is on none of the lists. */
  readonly exclude: AudienceDraft;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the settings; what is not set has its default.
 * Where anything is not valid, the country alone is as the file says: with it the lists are read on, so that
 * their errors are found as well.
 */
export function readBotFile(file: LoadedFile | null): BotFile {
  if (file === null) return { settings: DEFAULT_SETTINGS, exclude: new AudienceDraft(), diagnostics: [] };
  const source = new SourceText(file.file, file.text);
  if (isCommentary(file.text)) {
    return { settings: DEFAULT_SETTINGS, exclude: new AudienceDraft(), diagnostics: checkNoKey(source) };
  }
  const { documents, diagnostics: syntax } = parseYaml(source);
  const [document, second] = documents;
  const ofFile = [...syntax, ...checkNoKey(source), ...(second ? [twoDocuments(second)] : [])];
  if (document === undefined) {
    return { settings: DEFAULT_SETTINGS, exclude: new AudienceDraft(), diagnostics: ofFile };
  }
  const diagnostics = [...ofFile, ...checkSchema("bot", withNumbers(document))];
  const defaultCountry = countryOf(document, diagnostics);
  const { draft: exclude, diagnostics: ofExclusions } = readAudience(document, EXCLUDE, defaultCountry);
  const all = [...diagnostics, ...ofExclusions];
  if (diagnostics.length > 0)
    return { settings: { ...DEFAULT_SETTINGS, defaultCountry }, exclude, diagnostics: all };
  const settings = {
    contract: settingOf(document, "contract"),
    bot: settingOf(document, "bot"),
    commandsPerSecond: Number(settingOf(document, "commandsPerSecond") ?? DEFAULT_SETTINGS.commandsPerSecond),
    defaultCountry,
    limits: limitsOf(document),
    approval: settingOf(document, "approval") === "require" ? ("require" as const) : ("inform" as const),
  };
  return { settings, exclude, diagnostics: all };
}

/** Nothing but comments: every setting has its default. */
function isCommentary(text: string): boolean {
  return text.trim() !== "" && text.split("\n").every((line) => /^\uFEFF?\s*(?:#.*)?$/.test(line));
}

function twoDocuments({ source, root }: YamlDocument): Diagnostic {
  return source.diagnose(offsetOf(root), "error", fact("two-documents"));
}

/** A key in the file, in whatever place, is in the repository and its history. */
function checkNoKey(source: SourceText): Diagnostic[] {
  const offset = offsetOfKey(source.text);
  if (offset === null) return [];
  return [source.diagnose(offset, "error", fact("key-in-file"))];
}

/** Every scalar comes as it was written; the schema wants these as numbers. */
function withNumbers(document: YamlDocument): YamlDocument {
  if (!isMap(document.root)) return document;
  const numbers = ["commandsPerSecond", ...Object.keys(DEFAULT_LIMITS)].flatMap((key) => {
    const text = settingOf(document, key);
    return text !== null && /^-?\d+(?:\.\d+)?$/.test(text) ? [[key, Number(text)]] : [];
  });
  return { ...document, plain: { ...Object(document.plain), ...Object.fromEntries(numbers) } };
}

function settingOf(document: YamlDocument, key: string): string | null {
  return textOf(pairOf(document.root, key)?.value);
}

function limitsOf(document: YamlDocument): Limits {
  const set = Object.keys(DEFAULT_LIMITS).flatMap((key) => {
    const text = settingOf(document, key);
    return text === null ? [] : [[key, Number(text)]];
  });
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(set) };
}

function countryOf(document: YamlDocument, diagnostics: Diagnostic[]): Country {
  const text = settingOf(document, "defaultCountry");
  if (text === null) return DEFAULT_SETTINGS.defaultCountry;
  const country = parseCountry(text);
  if (country !== null) return country;
  if (/^[A-Z]{2}$/.test(text)) {
    const offset = offsetOf(pairOf(document.root, "defaultCountry")?.value);
    const unknown = fact("unknown-country", { country: quote(text) });
    diagnostics.push(document.source.diagnose(offset, "error", unknown));
  }
  return DEFAULT_SETTINGS.defaultCountry;
}
