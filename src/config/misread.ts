/** Texts that YAML made of what was meant to be something else: a list, a mapping, a number in quotes. */

import type { Scalar } from "yaml";
import { isMap, isNode, isScalar } from "yaml";
import { fact } from "../domain/fact.ts";
import { unseenAt } from "./characters.ts";
import type { Explanation } from "./explanations.ts";
import { signMissing } from "./explanations.ts";
import type { Cause } from "./slips.ts";
import { slipsIn, unseenSlip } from "./slips.ts";
import type { SourceText } from "./source-text.ts";

/** Characters of a member, and in front of a collection: what is meant to be one of them is shorter. */
const LOOKED_AT = 200;
const KEY_OF_ROOT = /^[\p{L}_][\w.]*\s*[:=\uFF1A]/u;
const KEY_OF_MEMBER = /^(?:phone|identity|note)(?:\s*[:=\uFF1A]|\s)/iu;
/** A number may go on in the next line; what begins there with a mark of its own is another. */
const NEXT_MEMBER = /[\n\u0085\u2028\u2029]\s*[-+*\u2010-\u2015\u2022\u2212]/;
const TYPOGRAPHIC_QUOTE = /^[\u2018-\u201F\u00AB\u00BB\u2039\u203A\u301D-\u301F\uFF02\uFF07]/;

/** What in its lines made a text (or a mapping of strange keys) of what had to be a collection. */
export function misreadCollection(node: unknown, { text }: SourceText): readonly Cause[] {
  if (!isPlain(node) && !isMap(node)) return [];
  const [offset, end] = rangeOf(node);
  const before = Math.max(0, offset - LOOKED_AT);
  const from = before + text.slice(before, offset).lastIndexOf("\n") + 1;
  if (from === before && before > 0) return [];
  const slips = slipsIn(text, from, end).flatMap((slip) =>
    slip.fact === null ? [] : [{ offset: slip.offset, fact: slip.fact }],
  );
  if (slips.length > 0 || isMap(node) || text.slice(from, offset).trim() !== "") return slips;
  const [line = ""] = text.slice(offset, end).split("\n", 1);
  if (!KEY_OF_ROOT.test(line)) return [];
  return [missing(signMissing(offset, offset + line.length, text))];
}

/**
 * What made a text that is no number of a member; quoted texts are what they are.
 * @param isValue whether it stands behind a key already
 */
export function misreadMember(node: unknown, isValue: boolean, { text }: SourceText): Cause | null {
  if (!isPlain(node)) return null;
  const [offset, end] = rangeOf(node);
  const written = text.slice(offset, Math.min(end, offset + LOOKED_AT));
  const further = NEXT_MEMBER.exec(written)?.[0];
  if (further !== undefined)
    return { offset: offset + written.indexOf(further) + further.length - 1, fact: fact("yaml-indent") };
  const [key] = (isValue ? null : KEY_OF_MEMBER.exec(written)) ?? [];
  if (key === undefined) return quoteOrComma(written, offset);
  return unseenAt(written.slice(key.length, key.length + 2)) === 0
    ? unseenSlip(written, key.length, offset)
    : missing(signMissing(offset, offset + written.length, text));
}

function missing({ offset, cause }: Explanation): Cause {
  return { offset, fact: fact("yaml-missing-char", cause) };
}

function quoteOrComma(written: string, offset: number): Cause | null {
  const last = offset + written.length - 1;
  if (TYPOGRAPHIC_QUOTE.test(written)) return { offset, fact: fact("yaml-quote", { what: "typographic" }) };
  if (/^[^"']*["']$/.test(written))
    return { offset: last, fact: fact("yaml-quote", { what: "never-opened" }) };
  return written.endsWith(",") ? { offset: last, fact: fact("yaml-comma") } : null;
}

function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === "PLAIN";
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : [0, 0];
}
