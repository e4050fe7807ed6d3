/**
 * Tables as no program should write them, and as public data has them: the pollutions of the Pollock benchmark (Hasso
 * Plattner Institute: what 3,712 public CSV files were found to have), and their relatives.
 */

import fc from "fast-check";

/** A table before it is written. */
export interface CleanTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** In their order, as they are read: `+5531…`. */
  readonly numbers: readonly string[];
  readonly column: number;
}

/** How a table is written. */
export interface Style {
  readonly delimiter: string;
  readonly quote: string;
  /** What a quote within quotes is written as. */
  readonly escapedQuote: string;
  readonly quoteAll: boolean;
}

/** A row on its way to a file: cells as they are written, what stands between them, and how it ends. */
export interface WrittenRow {
  readonly cells: string[];
  readonly between: string[];
  end: string;
}

const COLUMNS: Readonly<Record<string, (index: number) => string>> = {
  name: (index) => ["Ana", "João d'Ávila", "Conceição", "O'Neill", "Bia"][index % 5] ?? "",
  note: (index) => ["leve, azul; 10", 'de 5" e 7"', "a|b\tc", "", "simples"][index % 5] ?? "",
  lines: (index) => (index % 3 === 1 ? "Rua A, 1\nBairro B" : "Rua C"),
  empty: () => "",
  quantity: (index) => String((index * 7) % 12),
  price: (index) => `$${index * 3 + 1}.50`,
  day: (index) => `${10 + (index % 18)}/01/2026`,
  time: (index) => `${10 + (index % 12)}:30`,
  url: (index) => `https://example.com/p/${1000 + index}.html`,
  document: (index) => `529.982.2${10 + index}-25`,
};

const SPELLINGS: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => `+${digits}`,
  (digits) => `+${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4, 9)}-${digits.slice(9)}`,
  (digits) => `(${digits.slice(2, 4)}) ${digits.slice(4, 9)}-${digits.slice(9)}`,
];

export const cleanTables: fc.Arbitrary<CleanTable> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...Object.keys(COLUMNS)), { minLength: 0, maxLength: 5 }),
    place: fc.nat(5),
    rows: fc.integer({ min: 2, max: 7 }),
    spelling: fc.constantFrom(...SPELLINGS),
    heading: fc.constantFrom("phone", "Celular", "Telefone", "WhatsApp"),
    seed: fc.nat(9_000),
  })
  .map(({ kinds, place, rows, spelling, heading, seed }) => {
    const column = Math.min(place, kinds.length);
    const digits = Array.from({ length: rows }, (_, row) => String(5531991000000 + seed * 997 + row * 13));
    const withNumber = (cells: readonly string[], number: string) => [
      ...cells.slice(0, column),
      number,
      ...cells.slice(column),
    ];
    return {
      headings: withNumber(
        kinds.map((kind, index) => `${kind} ${"abcdef"[index]}`),
        heading,
      ),
      rows: digits.map((number, row) =>
        withNumber(
          kinds.map((kind) => COLUMNS[kind]?.(row) ?? ""),
          spelling(number),
        ),
      ),
      numbers: digits.map((number) => `+${number}`),
      column,
    };
  });

export const styles: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  quote: fc.constant('"'),
  escapedQuote: fc.constant('""'),
  quoteAll: fc.boolean(),
});

function writtenCell(text: string, { delimiter, quote, escapedQuote, quoteAll }: Style): string {
  const mustBeQuoted = quoteAll || text.includes(delimiter) || text.includes(quote) || text.includes("\n");
  return mustBeQuoted ? `${quote}${text.replaceAll(quote, escapedQuote)}${quote}` : text;
}

export function writtenRow(cells: readonly string[], style: Style, end = "\n"): WrittenRow {
  return {
    cells: cells.map((cell) => writtenCell(cell, style)),
    between: cells.slice(1).map(() => style.delimiter),
    end,
  };
}

export function textOf(rows: readonly WrittenRow[]): string {
  return rows
    .map(
      ({ cells, between, end }) => cells.map((cell, index) => cell + (between[index] ?? "")).join("") + end,
    )
    .join("");
}

/** What is done to a table that is written in rows, the first of them its heading. */
export interface Pollution {
  readonly name: string;
  /** @param at which row, and which cell of it: counted round */
  readonly pollute: (rows: WrittenRow[], at: { row: number; cell: number }, style: Style) => void;
}

/** One row is spoilt. */
function row(name: string, spoil: (row: WrittenRow, cell: number, style: Style) => void): Pollution {
  const pollute: Pollution["pollute"] = (rows, at, style) => {
    const spoilt = rows[at.row % rows.length];
    if (spoilt !== undefined) spoil(spoilt, at.cell % spoilt.cells.length, style);
  };
  return { name, pollute };
}

function everyRow(name: string, spoil: (row: WrittenRow, style: Style) => void): Pollution {
  const pollute: Pollution["pollute"] = (rows, _, style) => {
    for (const one of rows) spoil(one, style);
  };
  return { name, pollute };
}

/** Who cuts a number off has not lost it in reading. */
function hasNumber(cell: string): boolean {
  return cell.replace(/\D/g, "").length >= 11;
}

function inQuotes(cell: string, from: string, to: string): string {
  return cell.startsWith('"') ? cell.replaceAll(from, to) : cell;
}

function put(cells: string[], index: number, change: (cell: string) => string): void {
  cells[index] = change(cells[index] ?? "");
}

export const POLLUTIONS: readonly Pollution[] = [
  row("a separator too many", ({ cells, between }, cell, { delimiter }) => {
    cells.splice(cell, 0, "");
    between.push(delimiter);
  }),
  row("a separator too few", ({ cells, between }, cell) => {
    if (cells.length < 2) return;
    const [taken = ""] = cells.splice(cell, 1);
    between.pop();
    put(cells, Math.max(0, cell - 1), (before) => (cell === 0 ? taken + before : before + taken));
  }),
  row("a cell too few", ({ cells, between }, cell) => {
    const last = Math.max(cell, cells.findIndex(hasNumber));
    cells.splice(last + 1);
    between.splice(last);
  }),
  row("cells too many at the end", ({ cells, between }, cell, { delimiter }) => {
    for (let index = 0; index <= cell; index += 1) {
      cells.push(cells[0] ?? "");
      between.push(delimiter);
    }
  }),
  row("a quote before a cell", ({ cells }, cell) => put(cells, cell, (text) => `"${text}`)),
  row("a quote behind a cell", ({ cells }, cell) => put(cells, cell, (text) => `${text}"`)),
  row("a quote within a cell", ({ cells }, cell) =>
    put(cells, cell, (text) => `${text.slice(0, 2)}"${text.slice(2)}`),
  ),
  row("the whole row in quotes", ({ cells }) => {
    put(cells, 0, (text) => `"${text}`);
    put(cells, cells.length - 1, (text) => `${text}"`);
  }),
  ...[" ", ";", ",", "|", "\t", ", ", "::"].map((other) =>
    row(`another delimiter in one row: ${JSON.stringify(other)}`, ({ between }) => void between.fill(other)),
  ),
  row("another delimiter in one place", ({ between }, cell) => {
    if (between.length > 0) between[cell % between.length] = "/";
  }),
  row("another quote in one row", ({ cells }) => {
    for (const index of cells.keys()) put(cells, index, (text) => inQuotes(text, '"', "'"));
  }),
  row("no line end in one place", (one) => {
    one.end = "";
  }),
  row("a line end too many", (one) => {
    one.end = "\n\n";
  }),
  row("a line end that is none", (one) => {
    one.end = "\v";
  }),
  row("a line end within a cell", ({ cells }, cell) =>
    put(cells, cell, (text) => `${text.slice(0, 1)}\n${text.slice(1)}`),
  ),
  row("blanks around a cell", ({ cells }, cell) => put(cells, cell, (text) => ` \u00A0${text} `)),
  everyRow("another quote everywhere", ({ cells }) => {
    for (const index of cells.keys()) put(cells, index, (text) => inQuotes(text, '"', "'"));
  }),
  everyRow("quotes escaped by a backslash", ({ cells }) => {
    for (const index of cells.keys())
      put(cells, index, (text) =>
        /^".*"$/s.test(text) ? `"${text.slice(1, -1).replaceAll('""', '\\"')}"` : text,
      );
  }),
  everyRow("quotes not escaped", ({ cells }) => {
    for (const index of cells.keys()) put(cells, index, (text) => inQuotes(text, '""', '"'));
  }),
  ...[", ", " ", " ; ", "::"].map((other) =>
    everyRow(
      `another delimiter everywhere: ${JSON.stringify(other)}`,
      ({ between }) => void between.fill(other),
    ),
  ),
  everyRow("a delimiter at the end of each row", ({ cells, between }, { delimiter }) => {
    cells.push("");
    between.push(delimiter);
  }),
  { name: "no heading", pollute: (rows) => void (rows[0]?.cells.some(hasNumber) || rows.shift()) },
  { name: "two heading rows", pollute: (rows) => void rows.splice(1, 0, ...rows.slice(0, 1).map(copy)) },
  {
    name: "a heading with other names above it",
    pollute: (rows, _, style) =>
      void rows.unshift(writtenRow(rows[0]?.cells.map(() => "Cliente") ?? [], style)),
  },
  {
    name: "a heading of two columns with one name",
    pollute: (rows, { cell }) => {
      const cells = rows[0]?.cells ?? [];
      put(cells, cell % cells.length, (heading) => (hasNumber(heading) ? heading : "Telefone"));
    },
  },
  {
    name: "a preamble",
    pollute: (rows, _, style) => void rows.unshift(writtenRow(["PREAMBLE, of 2026"], style)),
  },
  {
    name: "a preamble with as many cells, and a blank row",
    pollute: (rows, _, style) => {
      const blank = rows[0]?.cells.map(() => "") ?? [];
      rows.unshift(writtenRow(["PREAMBLE", ...blank.slice(1)], style), writtenRow(blank, style));
    },
  },
  { name: "a footnote", pollute: (rows, _, style) => void rows.push(writtenRow(["Total: 3"], style)) },
];

function copy({ cells, between, end }: WrittenRow): WrittenRow {
  return { cells: [...cells], between: [...between], end };
}

/** A second table below the first. @param width how many cells more or fewer it has */
export function secondTable(table: CleanTable, width: -1 | 0 | 1, style: Style): WrittenRow[] {
  const changed = (cells: readonly string[], more: string): string[] =>
    width < 0 ? cells.slice(0, -1) : width > 0 ? [...cells, more] : [...cells];
  return [changed(table.headings, "more"), ...table.rows.map((cells) => changed(cells, ""))].map((cells) =>
    writtenRow(cells, style),
  );
}
