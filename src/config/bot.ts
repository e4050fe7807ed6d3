/** `bot.yaml`: the settings of the bot that a directory of lists belongs to. */

import type { Diagnostic } from "../domain/diagnostic.ts";
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

/** Reads the settings; what is not set, or not valid, has its default. */
export function readBotSettings(file: LoadedFile | null): {
  settings: BotSettings;
  diagnostics: Diagnostic[];
} {
  if (file === null) return { settings: DEFAULT_SETTINGS, diagnostics: [] };
  const source = new SourceText(file.file, file.text);
  const { documents, diagnostics } = parseYaml(source);
  const [document, second] = documents;
  if (document === undefined) return { settings: DEFAULT_SETTINGS, diagnostics };
  if (second) {
    diagnostics.push(
      source.diagnose(
        offsetOf(second.root),
        "error",
        "two-documents",
        "bot.yaml holds one document: remove this one",
      ),
    );
  }
  diagnostics.push(...checkSchema("bot", document));
  const settings = {
    contract: settingOf(document, "contract"),
    bot: settingOf(document, "bot"),
    commandsPerSecond: Number(settingOf(document, "commandsPerSecond") ?? DEFAULT_SETTINGS.commandsPerSecond),
    defaultCountry: countryOf(document, diagnostics),
  };
  return { settings, diagnostics };
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
