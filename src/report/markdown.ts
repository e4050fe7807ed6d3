/** Markdown that says what was meant, whatever a list name or a file name holds. */

/**
 * Signs with which nothing can begin, and signs that sentences are full of where nothing begins with them: not an
 * item of a list, a link, a small picture such as `:tada:`, a reference such as `GH-7`.
 */
const HARMLESS = String.raw`[\p{L}\p{N} ,;%/(?'"]|(?<!www|\p{N})\.|(?<!\p{N})\)|:(?=\s|$)|\+(?=\p{N})|(?<=.)(?<!\bgh(?=-\p{N}))-`;
const SIGN = new RegExp(`(${HARMLESS})|[^]`, "giu");

/**
 * GitHub looks for mentions, references and small pictures in what Markdown has made: references to
 * characters are characters again there, and a space without width is what keeps them apart.
 * @see https://github.com/github/cmark-gfm/issues/181
 */
const REREAD = /[@#:-]/;
const WITHOUT_WIDTH = "&#8203;";

/**
 * Text that Markdown, HTML and GitHub's mentions and links leave alone: every character that could begin something
 * is written as a character reference.
 */
export function plainMarkdown(text: string): string {
  return oneLine(text).replace(SIGN, (sign: string, harmless?: string) => {
    if (harmless !== undefined) return harmless;
    return referenceTo(sign) + (REREAD.test(sign) ? WITHOUT_WIDTH : "");
  });
}

/** What a person copies out of a sentence: flags, and digests behind them. */
const TO_COPY = /((?:--[a-z][a-z-]* )?\bsha256:[0-9a-f]{64}\b|(?<![\w-])--[a-z][a-z-]*)/;

/** A sentence of this tool: like {@link plainMarkdown}, with what is to be copied as code. */
export function sentence(text: string): string {
  const parts = oneLine(text).split(TO_COPY);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part) : plainInside(part))).join("");
}

/** Blanks at the ends are part of the sentence. */
function plainInside(part: string): string {
  const [, before = "", inside = "", after = ""] = /^( *)(.*?)( *)$/.exec(part) ?? [];
  return before + plainMarkdown(inside) + after;
}

/** Text in a code span, for a table cell too: what ends a cell is not escaped by every reader, so none is there. */
export function codeSpan(text: string): string {
  const inside = oneLine(text);
  if (inside.includes("|")) return `<code>${inside.replace(/[^\p{L}\p{N} ]/gu, referenceTo)}</code>`;
  const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${inside} ${fence}` : `${fence}${inside || " "}${fence}`;
}

function referenceTo(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/**
 * As many whole rows as fit into a budget of characters, and a last line that counts the rest.
 * @param rows made one by one, and no more of them than fit
 * @param total how many there are
 * @param more says how many rows are left out
 */
export function fitRows(
  rows: Iterable<string>,
  total: number,
  budget: number,
  more: (left: number) => string,
): string[] {
  const reserve = more(total).length + 1;
  const fitting: string[] = [];
  let used = 0;
  for (const row of rows) {
    const isLast = fitting.length === total - 1;
    if (used + row.length + 1 + (isLast ? 0 : reserve) > budget) break;
    used += row.length + 1;
    fitting.push(row);
  }
  const left = total - fitting.length;
  return left === 0 ? fitting : [...fitting, more(left)];
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
