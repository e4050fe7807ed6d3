/** What the parser of the command line found wrong, as facts. */

import type { CommanderError } from "commander";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, quoted } from "../domain/fact-fields.ts";

/** Commander names what it speaks of between single quotes, and suggests what it knows in brackets. */
export function usageOf({ code, message }: CommanderError): Fact {
  const named = /'(.*)'/s.exec(message)?.[1] ?? "";
  const first = /'([^']*)'/.exec(message)?.[1] ?? "";
  const nearest = /\(Did you mean (?:one of )?([\w-]+)/.exec(message)?.[1];
  const suggestion = nearest === undefined ? null : literal(nearest);
  switch (code) {
    case "commander.help":
      return fact("no-command");
    case "commander.unknownCommand":
      return fact("unknown-command", { command: quoted(named), suggestion });
    case "commander.unknownOption":
      return fact("unknown-flag", { flag: quoted(named), suggestion });
    case "commander.missingArgument":
      return fact("argument-missing", { argument: literal(first) });
    case "commander.optionMissingArgument":
      return fact("value-missing", { flag: literal(first) });
    case "commander.missingMandatoryOptionValue":
      return fact("flag-missing", { flag: literal(first) });
    case "commander.excessArguments": {
      const [expected = 0, given = 0] = (/Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [])
        .slice(1)
        .map(Number);
      return fact("too-many-arguments", { command: literal(first), expected, given });
    }
    case "commander.invalidArgument":
      return notAllowed(message) ?? fact("command-line", { error: quoted(message) });
    default:
      return fact("command-line", { error: quoted(message.replace(/^error: /, "")) });
  }
}

function notAllowed(message: string): Fact | null {
  const found = /option '([^']*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s.exec(message);
  if (found === null) return null;
  const [, flag = "", value = "", choices = ""] = found;
  const allowed = choices.split(", ").map(literal);
  return fact("value-not-allowed", { flag: literal(flag), value: quoted(value), allowed });
}
