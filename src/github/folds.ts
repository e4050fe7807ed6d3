/** Where Markdown opens a fold and closes one: in one pass, whatever the text holds. Pure. */

/** A `<details>` or a `</details>` outside of code. */
export interface Fold {
  readonly begin: number;
  readonly end: number;
  /** By how many it leaves more folds open. */
  readonly step: 1 | -1;
}

const TOKEN = /`+|<(\/?)details\b/gi;

/** @param line without a line feed: what this tool writes has neither code nor tags that go on in the next line */
export function* foldsIn(line: string): Generator<Fold> {
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
