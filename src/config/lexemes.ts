/** What the lexer sees of a file that the parser cannot read: quotes and brackets, closed or not. */

import { CST, Lexer } from "yaml";
import type { Stretch } from "../domain/digits.ts";

export interface Unclosed {
  readonly offset: number;
  readonly what: "quote" | "bracket" | "closing bracket";
}

export interface Lexemes {
  /** Comments, quoted texts and texts behind | and >, in their order. */
  readonly opaque: readonly Stretch[];
  readonly unclosed: readonly Unclosed[];
}

export function lexemesOf(text: string): Lexemes {
  const scan = new Scan();
  for (const lexeme of new Lexer().lex(text)) scan.take(lexeme);
  scan.leaveBrackets(0);
  return { opaque: scan.opaque, unclosed: scan.unclosed.sort((a, b) => a.offset - b.offset) };
}

class Scan {
  readonly opaque: Stretch[] = [];
  readonly unclosed: Unclosed[] = [];
  private offset = 0;
  private isScalar = false;
  private isBlockScalar = false;
  private readonly open = new Map<string, number>();
  private readonly brackets: { readonly mark: string; readonly offset: number }[] = [];

  take(lexeme: string): void {
    if (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) this.leaveBrackets(0);
    else if (lexeme === CST.SCALAR) this.isScalar = true;
    else this.takeText(lexeme);
  }

  private takeText(lexeme: string): void {
    const start = this.offset;
    this.offset += lexeme.length;
    if (this.isScalar) {
      if (this.isBlockScalar) this.opaque.push({ start, end: this.offset });
      this.isScalar = false;
      this.isBlockScalar = false;
      return;
    }
    this.takeMark(lexeme, start);
  }

  private takeMark(lexeme: string, offset: number): void {
    switch (CST.tokenType(lexeme)) {
      case "block-scalar-header":
        this.isBlockScalar = true;
        break;
      case "comment":
        this.opaque.push({ start: offset, end: this.offset });
        break;
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        this.takeQuoted(lexeme, offset);
        break;
      case "flow-map-start":
      case "flow-seq-start":
        this.brackets.push({ mark: lexeme, offset });
        this.count(lexeme, 1);
        break;
      case "flow-map-end":
      case "flow-seq-end":
        this.close(lexeme === "}" ? "{" : "[", offset);
        break;
      default:
    }
  }

  private takeQuoted(lexeme: string, start: number): void {
    if (isClosed(lexeme)) this.opaque.push({ start: start + 1, end: this.offset });
    else this.unclosed.push({ offset: start, what: "quote" });
  }

  private close(mark: string, offset: number): void {
    if ((this.open.get(mark) ?? 0) === 0) {
      this.unclosed.push({ offset, what: "closing bracket" });
      return;
    }
    this.leaveBrackets(this.brackets.findLastIndex((one) => one.mark === mark) + 1);
    this.brackets.pop();
    this.count(mark, -1);
  }

  private count(mark: string, by: 1 | -1): void {
    this.open.set(mark, (this.open.get(mark) ?? 0) + by);
  }

  /** @param depth how many brackets are still open afterwards */
  leaveBrackets(depth: number): void {
    for (const { offset, mark } of this.brackets.splice(depth)) {
      this.unclosed.push({ offset, what: "bracket" });
      this.count(mark, -1);
    }
  }
}

function isClosed(quoted: string): boolean {
  const [quote = ""] = quoted;
  if (quoted.length < 2 || !quoted.endsWith(quote)) return false;
  if (quote === "'") return (quoted.split("'").length - 1) % 2 === 0;
  let backslashes = 0;
  while (quoted[quoted.length - 2 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 0;
}

/** @returns whether an offset lies within a stretch; quickest when asked in ascending order */
export function within(stretches: readonly Stretch[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    if ((stretches[next - 1]?.end ?? 0) > offset) next = 0;
    while (next < stretches.length && (stretches[next]?.end ?? 0) <= offset) next += 1;
    return (stretches[next]?.start ?? Number.POSITIVE_INFINITY) <= offset;
  };
}
