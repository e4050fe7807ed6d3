/** What the errors of the YAML parser come from, where the line shows it. */

import type { ErrorCode, YAMLError } from "yaml";
import type { ParserCause, ParserCode } from "../domain/facts/yaml.ts";
import { quote } from "./characters.ts";
import type { Slip } from "./slips.ts";

/** Where something is wrong, and what. */
export interface Explanation {
  readonly offset: number;
  readonly cause: ParserCause;
  /** Null where none is known that would let the rest be read as it is meant. */
  readonly repair: Slip["repair"] | null;
}

/** The same, where the place is the parser's own, and no repair may be known. */
type Found = Pick<Explanation, "cause"> & Partial<Explanation>;

const CODES: Readonly<Record<Exclude<ErrorCode, "DUPLICATE_KEY">, ParserCode>> = {
  ALIAS_PROPS: "yaml-alias-props",
  BAD_ALIAS: "yaml-bad-alias",
  BAD_COLLECTION_TYPE: "yaml-bad-collection-type",
  BAD_DIRECTIVE: "yaml-bad-directive",
  BAD_DQ_ESCAPE: "yaml-bad-dq-escape",
  BAD_INDENT: "yaml-bad-indent",
  BAD_PROP_ORDER: "yaml-bad-prop-order",
  BAD_SCALAR_START: "yaml-bad-scalar-start",
  BLOCK_AS_IMPLICIT_KEY: "yaml-block-as-implicit-key",
  BLOCK_IN_FLOW: "yaml-block-in-flow",
  IMPOSSIBLE: "yaml-impossible",
  KEY_OVER_1024_CHARS: "yaml-key-over-1024-chars",
  MISSING_CHAR: "yaml-missing-char",
  MULTILINE_IMPLICIT_KEY: "yaml-multiline-implicit-key",
  MULTIPLE_ANCHORS: "yaml-multiple-anchors",
  MULTIPLE_DOCS: "yaml-multiple-docs",
  MULTIPLE_TAGS: "yaml-multiple-tags",
  NON_STRING_KEY: "yaml-non-string-key",
  RESOURCE_EXHAUSTION: "yaml-resource-exhaustion",
  TAB_AS_INDENT: "yaml-tab-as-indent",
  TAG_RESOLVE_FAILED: "yaml-tag-resolve-failed",
  UNEXPECTED_TOKEN: "yaml-unexpected-token",
};

/** Keys that stand twice are not looked for by the parser. */
export function parserCode({ code }: YAMLError): ParserCode {
  return code === "DUPLICATE_KEY" ? "yaml-impossible" : CODES[code];
}

/** Characters before and behind an error. */
const LOOKED_AT = 2_000;

/** The line that an offset lies in. */
interface Line {
  readonly start: number;
  readonly end: number;
  /** Where its content begins. */
  readonly content: number;
}

export function explain(error: YAMLError, text: string): Explanation {
  const offset = Math.min(error.pos[0], text.length);
  return { offset, repair: null, ...causeOf(error, offset, text) };
}

function causeOf({ code, message }: YAMLError, offset: number, text: string): Found {
  switch (code) {
    case "TAB_AS_INDENT":
      return { cause: { what: "tab" }, repair: { offset, text: " " } };
    case "TAG_RESOLVE_FAILED":
      return { cause: { what: "tag" } };
    case "BAD_INDENT":
      return { cause: { what: message.startsWith("Flow") ? "open-bracket-before" : "indentation" } };
    case "BAD_SCALAR_START":
    case "BAD_ALIAS":
      return needsQuotes(offset, text);
    case "BAD_DQ_ESCAPE":
      return {
        cause: { what: "backslash" },
        repair: { offset: Math.max(0, text.lastIndexOf("\\", offset + 1)), text: "/" },
      };
    case "BLOCK_AS_IMPLICIT_KEY":
      return message.startsWith("A block") ? INDENTATION : keyWithinText(offset, text);
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

const INDENTATION: Found = { cause: { what: "indentation" } };

function unknown(message: string): Found {
  const [line = ""] = message.split("\n", 1);
  return { cause: { what: "other", error: quote(line) } };
}

function needsQuotes(offset: number, text: string): Found {
  const [mark = ""] = text.slice(offset);
  return { cause: { what: "text-without-quotes", mark: quote(mark) }, repair: { offset, text: "x" } };
}

/** A colon and a blank within a text, on its line or on one that goes on with it. */
function keyWithinText(offset: number, text: string): Found {
  const line = lineAt(text, offset);
  if (/^[?-]\s/.test(text.slice(offset, offset + 2))) return needsQuotes(offset, text);
  const rest = text.slice(offset, line.end);
  const colon = rest.search(/:(?=\s|$)/);
  if (colon >= 0) {
    return {
      offset: offset + colon,
      cause: { what: "colon-in-text" },
      repair: { offset, text: rest.replace(/:(?=\s|$)/g, "_") },
    };
  }
  const further = text.slice(line.end, line.end + LOOKED_AT).search(/:(?=\s|$)/);
  const found = lineAt(text, further < 0 ? offset : line.end + further);
  return { offset: found.content, cause: { what: "indented-too-deep" } };
}

const COLON_LIKE = /^([\p{L}\w.]+)\s*([:=\uFF1A\uFE55\u2236\uA789])/u;

/** A line that should be a key or an item, and lacks the sign of it. */
function noKey(at: number, text: string): Explanation {
  const { content, end } = lineAt(text, at);
  const [dashes = ""] = /^(?:- +)*/.exec(text.slice(content, end)) ?? [];
  return signMissing(content + dashes.length, end, text);
}

/** What a text that should begin with a key or a dash lacks. */
export function signMissing(offset: number, end: number, text: string): Explanation {
  const rest = text.slice(offset, end);
  const [upToColon, word = "", sign] = COLON_LIKE.exec(rest) ?? [];
  if (upToColon !== undefined && !/^:\s/.test(rest.slice(word.length))) {
    const what = sign === ":" ? "no-space-after-colon" : "other-sign-than-colon";
    const place = offset + upToColon.length - 1;
    const repair = { offset: place, text: ": ".slice(0, end - place) };
    return { offset: place, cause: { what, key: quote(word) }, repair };
  }
  if (/^[+(]?\d/.test(rest))
    return { offset, cause: { what: "no-dash" }, repair: { offset, text: "- ".slice(0, end - offset) } };
  const [, key = ""] = /^([\p{L}_][\p{L}\w.]*)(?:\s|$)/u.exec(rest) ?? [];
  if (key === "") return { offset, cause: { what: "no-sign" }, repair: null };
  const place = offset + key.length;
  const isAlone = place === end;
  return {
    offset,
    cause: { what: "no-colon", key: quote(key) },
    repair: { offset: isAlone ? place - 1 : place, text: isAlone ? ":" : ": ".slice(0, end - place) },
  };
}

function missingCharacter(message: string, offset: number, text: string): Found {
  if (message.startsWith("Missing closing")) return { cause: { what: "open-quote-before" } };
  if (message.startsWith("Implicit map keys")) return noKey(offset, text);
  if (message.startsWith("Sequence item")) return INDENTATION;
  if (message.startsWith("Comments")) return { cause: { what: "comment" } };
  if (/directives-end/.test(message)) return { cause: { what: "percent-sign" } };
  return unknown(message);
}

function unexpected(message: string, offset: number, text: string): Found {
  const { start, content, end } = lineAt(text, offset);
  const blank = { offset, text: " ".repeat(Math.max(0, end - offset)) };
  if (/^Not a YAML token|^Block scalar header/.test(message))
    return { cause: { what: "text-behind-block-mark" }, repair: blank };
  if (message.includes("on same line with key")) return needsQuotes(offset, text);
  if (offset <= content) return { offset: content, ...INDENTATION };
  const before = text.slice(start, offset).trimEnd().at(-1) ?? "";
  if (text[offset] === "," && /["'\]}]/.test(before))
    return { cause: { what: "comma-at-end" }, repair: blank };
  if (/["']/.test(before)) return { cause: { what: "text-behind-quote" }, repair: blank };
  if (/[\]}]/.test(before)) return { cause: { what: "text-behind-bracket" }, repair: blank };
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
