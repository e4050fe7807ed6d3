/** What keeps a file from being read as YAML, by its cause: one problem for one cause, and not for what follows. */

import type { Document, YAMLError } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { ParserCause } from "../domain/facts/yaml.ts";
import { explain, parserCode } from "./explanations.ts";
import type { Unclosed } from "./lexemes.ts";
import { lexemesOf, within } from "./lexemes.ts";
import type { Slip } from "./slips.ts";
import { slipsIn } from "./slips.ts";
import type { SourceText } from "./source-text.ts";

/** How often a file is read again with what was found so far repaired: for causes of so many kinds. */
const ROUNDS_MAX = 10;

type Parse = (text: string) => readonly Document.Parsed[];

/**
 * Whether something is the cause shows in what a parser says once it is repaired.
 * @param parsed what the parser made of the source
 * @param parse reads a text in the same way
 */
export function syntaxProblems(
  source: SourceText,
  parsed: readonly Document.Parsed[],
  parse: Parse,
): readonly Diagnostic[] {
  let text = source.text;
  let trouble = troubleOf(parsed);
  const causes: Slip[] = [];
  for (let round = 0; round < ROUNDS_MAX && trouble.errors.length > 0; round++) {
    const better = improve(text, trouble, parse, lineSlips) ?? improve(text, trouble, parse, firstOfItsKind);
    if (better === null) break;
    for (const slip of better.slips) causes.push(slip);
    text = better.text;
    trouble = better.trouble;
  }
  return diagnose(source, causes, trouble);
}

/** @returns null where a parser is no more pleased with the repaired text */
function improve(
  text: string,
  before: Trouble,
  parse: Parse,
  find: (text: string, trouble: Trouble) => Slip[],
): { readonly slips: readonly Slip[]; readonly text: string; readonly trouble: Trouble } | null {
  const slips = find(text, before);
  if (slips.length === 0) return null;
  const repaired = repair(text, slips);
  const trouble = troubleOf(parse(repaired));
  return isLess(trouble, before) ? { slips, text: repaired, trouble } : null;
}

/** What a parser complains about, and where its documents lie. */
interface Trouble {
  /** In the order of their places. */
  readonly errors: readonly YAMLError[];
  readonly broken: readonly { readonly start: number; readonly end: number; readonly first: YAMLError }[];
}

function troubleOf(parsed: readonly Document.Parsed[]): Trouble {
  const broken = parsed.flatMap(({ errors, warnings, range: [start] }, index) => {
    const inOrder = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    const [first] = inOrder;
    // A document whose end was not found reaches to the next one.
    const end = parsed[index + 1]?.range[0] ?? Number.POSITIVE_INFINITY;
    return first ? [{ start, end, first, inOrder }] : [];
  });
  return { errors: broken.flatMap(({ inOrder }) => inOrder), broken };
}

function isLess(after: Trouble, before: Trouble): boolean {
  const [a, b] = [after.errors[0], before.errors[0]];
  if (a === undefined || b === undefined) return b !== undefined;
  return after.errors.length < before.errors.length || a.pos[0] > b.pos[0];
}

/** What lines show by themselves, in documents that are broken. */
function lineSlips(text: string, { broken }: Trouble): Slip[] {
  const { opaque, unclosed } = lexemesOf(text);
  const isOpaque = within(opaque);
  const isBroken = within(broken);
  const ofMarks = unclosed.filter(({ offset }) => isBroken(offset)).map(unclosedSlip);
  const ofLines = broken.flatMap(({ start, end }) => {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    return slipsIn(text, from, Math.min(end, text.length), isOpaque);
  });
  return [...ofLines, ...ofMarks];
}

const UNCLOSED: Record<Unclosed["what"], { readonly cause: ParserCause; readonly repair: string }> = {
  quote: { cause: { what: "open-quote" }, repair: "x" },
  bracket: { cause: { what: "open-bracket" }, repair: " " },
  "closing bracket": { cause: { what: "closing-bracket" }, repair: " " },
};

function unclosedSlip({ offset, what }: Unclosed): Slip {
  const { cause, repair } = UNCLOSED[what];
  return { offset, fact: fact("yaml-missing-char", cause), repair: { offset, text: repair } };
}

/** All that the parser finds wrong in the way of its first error: what comes first follows from nothing. */
function firstOfItsKind(text: string, { errors }: Trouble): Slip[] {
  const [first] = errors;
  return errors.flatMap((error) => {
    if (error.code !== first?.code) return [];
    const { offset, cause, repair } = explain(error, text);
    return repair === null ? [] : [{ offset, fact: fact(parserCode(error), cause), repair }];
  });
}

function repair(text: string, slips: readonly Slip[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { repair } of [...slips].sort((a, b) => a.repair.offset - b.repair.offset)) {
    if (repair.offset < end) continue;
    parts.push(text.slice(end, repair.offset), repair.text);
    end = repair.offset + repair.text.length;
  }
  return [...parts, text.slice(end)].join("");
}

/**
 * One problem for each line that holds a cause; of each document that is still broken the first of what is left,
 * unless that may follow from a repair which is a guess.
 */
function diagnose(source: SourceText, causes: readonly Slip[], left: Trouble): Diagnostic[] {
  const lines = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  const report = (offset: number, what: Fact | null) => {
    const line = source.line(offset);
    if (lines.has(line) || what === null) return;
    lines.add(line);
    diagnostics.push(source.diagnose(offset, "error", what));
  };
  for (const slip of [...causes].sort((a, b) => a.offset - b.offset)) report(slip.offset, slip.fact);
  const guesses = causes.filter(({ isGuess }) => isGuess).map(({ offset }) => offset);
  guesses.sort((a, b) => a - b);
  let guess = 0;
  for (const { start, end, first } of left.broken) {
    while ((guesses[guess] ?? end) < start) guess += 1;
    if ((guesses[guess] ?? end) < end) continue;
    const { offset, cause } = explain(first, source.text);
    report(offset, fact(parserCode(first), cause));
  }
  return diagnostics;
}
