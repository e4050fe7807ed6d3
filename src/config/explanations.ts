/** What the YAML parser finds wrong, in plain words, with the cause where the line shows it. */

import type { YAMLError } from "yaml";
import { quotable } from "./characters.ts";
import type { Slip } from "./slips.ts";

export type Explanation = Omit<Slip, "repair" | "isGuess"> & { readonly repair: Slip["repair"] | null };

type Words = Pick<Explanation, "message"> & Partial<Explanation>;

const INDENTATION = "the indentation does not fit the lines around it: align it with its neighbours";
const BRACKET = "a bracket is opened before this and not closed, or its lines are not indented: close it";

/** Characters before and behind an error. */
const LOOKED_AT = 2_000;

/** The line that an offset lies in. */
interface Line {
  readonly start: number;
  readonly end: number;
  /** Where its content begins. */
  readonly content: number;
}

/** @returns a repair of null where none is known that would let the rest be read as it is meant */
export function explain(error: YAMLError, text: string): Explanation {
  const offset = Math.min(error.pos[0], text.length);
  const code = `yaml-${error.code.toLowerCase().replaceAll("_", "-")}`;
  return { offset, code, repair: null, ...inWords(error, offset, text) };
}

function inWords({ code, message }: YAMLError, offset: number, text: string): Words {
  switch (code) {
    case "TAB_AS_INDENT":
      return { message: "a tab cannot indent YAML: use spaces", repair: { offset, text: " " } };
    case "TAG_RESOLVE_FAILED":
      return { message: "tags (!) are not supported: remove it (a text that begins so needs quotes)" };
    case "BAD_INDENT":
      return { message: message.startsWith("Flow") ? BRACKET : INDENTATION };
    case "BAD_SCALAR_START":
    case "BAD_ALIAS":
      return needsQuotes(offset, text);
    case "BAD_DQ_ESCAPE":
      return {
        message: "a backslash within double quotes begins an escape: write it twice, or use single quotes",
        repair: { offset: Math.max(0, text.lastIndexOf("\\", offset + 1)), text: "/" },
      };
    case "BLOCK_AS_IMPLICIT_KEY":
      return message.startsWith("A block") ? { message: INDENTATION } : keyWithinText(offset, text);
    case "MULTILINE_IMPLICIT_KEY":
      return noKey(offset, text);
    case "MISSING_CHAR":
      return missingCharacter(message, offset, text);
    case "UNEXPECTED_TOKEN":
      return unexpected(message, offset, text);
    default:
      return unknown(message);
  }
}

function unknown(message: string): Words {
  const [line = ""] = message.split("\n", 1);
  return { message: `this is not valid YAML: ${quotable(line)}` };
}

function needsQuotes(offset: number, text: string): Words {
  const [mark = ""] = text.slice(offset);
  const message = `a text that begins with ${quotable(mark)} needs quotes: put them around it`;
  return { message, repair: { offset, text: "x" } };
}

/** A colon and a blank within a text, on its line or on one that goes on with it. */
function keyWithinText(offset: number, text: string): Words {
  const line = lineAt(text, offset);
  if (/^[?-]\s/.test(text.slice(offset, offset + 2))) return needsQuotes(offset, text);
  const rest = text.slice(offset, line.end);
  const colon = rest.search(/:(?=\s|$)/);
  if (colon >= 0) {
    return {
      offset: offset + colon,
      message:
        'a colon within a text makes a key of what is before it: put the whole text in quotes ("…: …")',
      repair: { offset, text: rest.replace(/:(?=\s|$)/g, "_") },
    };
  }
  const further = text.slice(line.end, line.end + LOOKED_AT).search(/:(?=\s|$)/);
  const found = lineAt(text, further < 0 ? offset : line.end + further);
  return {
    offset: found.content,
    message:
      "this line is indented deeper than the key that it stands beside: align the two (a text with a colon, over several lines, needs quotes)",
  };
}

const COLON_LIKE = /^([\p{L}\w.]+)\s*([:=\uFF1A\uFE55\u2236\uA789])/u;
const NO_KEY =
  'this line is neither a key with its colon ("name: …") nor an item with its dash ("- …"): is a sign missing, or a quote left open?';

/** A line that should be a key or an item, and lacks the sign of it. */
function noKey(at: number, text: string): Words {
  const { content, end } = lineAt(text, at);
  const [dashes = ""] = /^(?:- +)*/.exec(text.slice(content, end)) ?? [];
  return signMissing(content + dashes.length, end, text);
}

/** What a text that should begin with a key or a dash lacks. */
export function signMissing(offset: number, end: number, text: string): Words & { readonly offset: number } {
  const rest = text.slice(offset, end);
  const [upToColon, word = "", sign] = COLON_LIKE.exec(rest) ?? [];
  if (upToColon !== undefined && !/^:\s/.test(rest.slice(word.length))) {
    const what = sign === ":" ? "a space is missing after the colon" : "a key ends with a colon and a space";
    const place = offset + upToColon.length - 1;
    const repair = { offset: place, text: ": ".slice(0, end - place) };
    return { offset: place, message: `${what}: write "${quotable(word)}: …"`, repair };
  }
  if (/^[+(]?\d/.test(rest)) {
    const message = 'a dash and a space are missing in front of this: write "- …"';
    return { offset, message, repair: { offset, text: "- ".slice(0, end - offset) } };
  }
  const [, key = ""] = /^([\p{L}_][\p{L}\w.]*)(?:\s|$)/u.exec(rest) ?? [];
  if (key === "") return { offset, message: NO_KEY };
  const place = offset + key.length;
  const isAlone = place === end;
  const name = quotable(key);
  return {
    offset,
    message: `a colon is missing after "${name}": write "${name}: …"`,
    repair: { offset: isAlone ? place - 1 : place, text: isAlone ? ":" : ": ".slice(0, end - place) },
  };
}

function missingCharacter(message: string, offset: number, text: string): Words {
  if (message.startsWith("Missing closing"))
    return { message: "a quote is opened here or before and never closed: close it" };
  if (message.startsWith("Implicit map keys")) return noKey(offset, text);
  if (message.startsWith("Sequence item")) return { message: INDENTATION };
  if (message.startsWith("Comments"))
    return { message: 'a comment begins with a space and "#": write the space, or put the text in quotes' };
  if (/directives-end/.test(message))
    return {
      message: "a line that begins with % is no part of a list: remove it, or put the text in quotes",
    };
  return unknown(message);
}

function unexpected(message: string, offset: number, text: string): Words {
  const { start, content, end } = lineAt(text, offset);
  const blank = { offset, text: " ".repeat(Math.max(0, end - offset)) };
  if (/^Not a YAML token|^Block scalar header/.test(message))
    return { message: "a text behind | or > begins on the line below: move it there", repair: blank };
  if (message.includes("on same line with key")) return needsQuotes(offset, text);
  if (offset <= content) return { offset: content, message: INDENTATION };
  const before = text.slice(start, offset).trimEnd().at(-1) ?? "";
  if (text[offset] === "," && /["'\]}]/.test(before))
    return { message: "a comma does not belong at the end of a line: remove it", repair: blank };
  if (/["']/.test(before)) {
    const message =
      "the text goes on behind its closing quote: put quotes around all of it, others than those within";
    return { message, repair: blank };
  }
  if (/[\]}]/.test(before)) {
    const message = "the text goes on behind its closing bracket: a text that begins so needs quotes";
    return { message, repair: blank };
  }
  return unknown(message);
}

/** A long line may hold very many errors: of such a one only what lies around is looked at. */
function lineAt(text: string, offset: number): Line {
  const from = Math.max(0, offset - LOOKED_AT);
  const start = from + text.slice(from, offset).lastIndexOf("\n") + 1;
  const [rest = ""] = text.slice(offset, offset + LOOKED_AT).split("\n", 1);
  const line = (text.slice(start, offset) + rest).replace(/\r$/, "");
  return { start, end: start + line.length, content: start + line.length - line.trimStart().length };
}
