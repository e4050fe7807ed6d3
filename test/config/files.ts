/** Builders: the texts of files, and what is read from them. */

import { buildConfiguration, draftConfiguration } from "../../src/config/desired.ts";
import type { Diagnostic } from "../../src/domain/diagnostic.ts";
import { spoken } from "../support/said.ts";

/** Reads files as if they lay in `lists/`; `bot.yaml` is the settings. */
export function configure(files: Readonly<Record<string, string>>) {
  const loaded = Object.entries(files).map(([name, text]) => ({ file: `lists/${name}`, text }));
  const bot = loaded.find(({ file }) => file === "lists/bot.yaml") ?? null;
  const lists = loaded.filter((file) => file !== bot);
  const configuration = buildConfiguration(
    draftConfiguration({ bot, lists, identities: null, diagnostics: [] }),
  );
  return { ...configuration, diagnostics: configuration.diagnostics.map(spoken) };
}

/** Reads one file of lists. */
export function read(text: string) {
  return configure({ "vip.yaml": text });
}

/** The text of a list named vip, one member a line, from line 3. */
export function listOf(...members: readonly string[]): string {
  return ["name: vip", "members:", ...members.map((member) => `  - ${member}`), ""].join("\n");
}

/** The members of the one list of a file that has no errors. */
export function membersOf(text: string): string[] {
  const { desired, diagnostics } = read(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(inOneLine).join("\n"));
  return desired.lists.flatMap((list) => list.include.members.map(({ member }) => member));
}

/** What is wrong with a file, in one line each: `lists/vip.yaml:3:5 error phone-too-short`. */
export function problemsOf(text: string): string[] {
  return read(text).diagnostics.map(inOneLine);
}

/** The messages about a file. */
export function messagesOf(text: string): string[] {
  return read(text).diagnostics.map(({ message }) => message);
}

export function inOneLine({ place, severity, code }: Diagnostic): string {
  return [place ? `${place.file}:${place.line}:${place.column}` : "", severity, code].join(" ").trim();
}
