/** Markdown that says what was meant, whatever a list name or a file name holds. */

/**
 * Text that Markdown, HTML and GitHub's mentions and links leave alone: every character that could begin
 * something is written as a character reference.
 */
export function plainMarkdown(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} ,;%/-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** Text in a code span, for a table cell too. */
export function codeSpan(text: string): string {
  const inside = oneLine(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${inside} ${fence}` : `${fence}${inside || " "}${fence}`;
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
