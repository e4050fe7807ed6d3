/** Markdown that must not grow beyond what GitHub takes. */

import { fact } from "../domain/fact.ts";
import { MASKED } from "./format.ts";
import { sentenceOf } from "./words/say.ts";

const CLOSING = "\n\n</details>";

/**
 * Markdown of a bounded length, cut after a whole line with a note where it was longer, in which every
 * `<details>` is closed and nothing else is.
 * @param lengthOf how GitHub counts: characters by default
 */
export function fitted(markdown: string, lengthMax: number, lengthOf = charactersOf): string {
  const whole = balanced(markdown);
  if (lengthOf(whole) <= lengthMax) return whole;
  const note = `\n\n${sentenceOf(fact("report-cut"), MASKED)}\n`;
  const lines: string[] = [];
  let left = lengthMax - lengthOf(note);
  let open = 0;
  for (const line of whole.split("\n")) {
    const after = open + growth(line);
    if (lengthOf(line) + 1 + Math.max(0, after) * CLOSING.length > left) break;
    left -= lengthOf(line) + 1;
    open = after;
    lines.push(line);
  }
  return lines.join("\n") + CLOSING.repeat(open) + note;
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function charactersOf(text: string): number {
  return text.length;
}

function balanced(markdown: string): string {
  let open = 0;
  const lines = markdown.split("\n").map((line) => {
    let kept = "";
    let from = 0;
    for (const { begin, end, step } of foldsIn(line)) {
      const isLoose = open + step < 0;
      kept += line.slice(from, isLoose ? begin : end);
      from = end;
      if (!isLoose) open += step;
    }
    return kept + line.slice(from);
  });
  return lines.join("\n") + CLOSING.repeat(open);
}

/** By how many a line leaves more folds open. */
function growth(line: string): number {
  let sum = 0;
  for (const { step } of foldsIn(line)) sum += step;
  return sum;
}

/** A `<details>` or a `</details>` outside of code. */
interface Fold {
  readonly begin: number;
  readonly end: number;
  /** By how many it leaves more folds open. */
  readonly step: 1 | -1;
}

const TOKEN = /`+|<(\/?)details\b/gi;

/** @param line without a line feed: what this tool writes has neither code nor tags that go on in the next line */
function* foldsIn(line: string): Generator<Fold> {
  const tokens = [...line.matchAll(TOKEN)];
  const codeEnds = endsOfCode(tokens);
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.index < from) continue;
    if (token[0].startsWith("`")) {
      // A run that nothing closes stands for itself.
      from = codeEnds[index] ?? from;
      continue;
    }
    const end = line.indexOf(">", token.index) + 1;
    if (end === 0) return;
    from = end;
    yield { begin: token.index, end, step: token[1] === "/" ? -1 : 1 };
  }
}

/** Code goes from a run of backticks to the next that is as long. @returns where that ends, for each that has one */
function endsOfCode(tokens: readonly RegExpExecArray[]): readonly (number | undefined)[] {
  const ends: (number | undefined)[] = tokens.map(() => undefined);
  const next = new Map<number, number>();
  for (const [index, { 0: text, index: begin }] of [...tokens.entries()].reverse()) {
    if (!text.startsWith("`")) continue;
    ends[index] = next.get(text.length);
    next.set(text.length, begin + text.length);
  }
  return ends;
}
