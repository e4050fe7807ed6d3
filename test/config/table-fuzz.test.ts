/** However a table is written, all its numbers come out of it, or an error with a line: never fewer, never others. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CleanTable, Style, WrittenRow } from "./polluted-tables.ts";
import { cleanTables, POLLUTIONS, secondTable, styles, textOf, writtenRow } from "./polluted-tables.ts";
import { readTable } from "./tables.ts";

type Encoding =
  | "utf-8"
  | "utf-8 with mark"
  | "utf-16le"
  | "utf-16le with mark"
  | "utf-16be"
  | "utf-16be with mark"
  | "windows-1252";
const encodings = fc.constantFrom<Encoding>(
  "utf-8",
  "utf-8 with mark",
  "utf-16le",
  "utf-16le with mark",
  "utf-16be",
  "utf-16be with mark",
  "windows-1252",
);

function encoded(text: string, encoding: Encoding): Buffer {
  const marked = encoding.endsWith("mark") ? `\uFEFF${text}` : text;
  if (encoding === "windows-1252") return Buffer.from(marked, "latin1");
  if (encoding.startsWith("utf-8")) return Buffer.from(marked);
  const bytes = Buffer.from(marked, "utf16le");
  return encoding.startsWith("utf-16le") ? bytes : bytes.swap16();
}

/** Each row has a line end of its own. */
const lineEnds = fc.infiniteStream(fc.constantFrom("\n", "\r\n", "\r"));

function withLineEnds(text: string, ends: Iterator<string>): string {
  return text.replaceAll("\n", () => ends.next().value ?? "\n");
}

function written(table: CleanTable, style: Style): WrittenRow[] {
  return [table.headings, ...table.rows].map((cells) => writtenRow(cells, style));
}

interface Said {
  readonly members: readonly string[];
  readonly problems: readonly string[];
  readonly isRefused: boolean;
}

function expectAllOrRefusal({ members, problems, isRefused }: Said, numbers: readonly string[]): void {
  if (isRefused) expect(problems).toContainEqual(expect.stringMatching(/^\d+ error /));
  else expect(new Set(members)).toEqual(new Set(numbers));
}

/** Of two faults, one in some thousands of pairs mends the other so that nobody can tell. */
const SEED = 20_261_125;
const RUNS = { numRuns: 60 };

test("a table without faults gives all its numbers, in whatever encoding, line ends, delimiter and quotes", async () => {
  await fc.assert(
    fc.asyncProperty(
      cleanTables,
      styles,
      encodings,
      lineEnds,
      fc.record({
        sep: fc.boolean(),
        heading: fc.boolean(),
        last: fc.boolean(),
        blanks: fc.array(fc.nat(9)),
      }),
      fc.integer({ min: 1, max: 200 }),
      async (table, style, encoding, ends, { sep, heading, last, blanks }, pieces) => {
        const rows = written(table, style);
        for (const at of blanks)
          rows.splice(
            at,
            0,
            writtenRow(
              table.headings.map(() => " "),
              { ...style, quoteAll: false },
            ),
          );
        if (!heading)
          rows.splice(
            rows.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== "")),
            1,
          );
        const text = (sep ? `sep=${style.delimiter}\n` : "") + textOf(rows);
        const bytes = encoded(withLineEnds(last ? text : text.replace(/\n$/, ""), ends), encoding);
        const read = await readTable(bytes, { pieces });
        const documents = table.headings.filter((name) => name.startsWith("document")).length;
        expectAllOrRefusal(read, table.numbers);
        if (heading && documents === 0) {
          expect(read.problems.filter((problem) => !problem.endsWith("warning not-utf-8"))).toEqual([]);
          expect(read.members).toEqual(table.numbers);
        }
      },
    ),
    RUNS,
  );
}, 120_000);

const places = fc.record({ row: fc.nat(40), cell: fc.nat(40) });
const named = fc.constantFrom("by its heading", "by its place", "not at all");

async function readNamed(bytes: Buffer, table: CleanTable, by: string): Promise<Said> {
  const column =
    by === "not at all"
      ? {}
      : { column: by === "by its place" ? String(table.column + 1) : (table.headings[table.column] ?? "") };
  return await readTable(bytes, { pieces: 4096, ...column });
}

describe("a table with a fault gives all its numbers, or is refused with a line", () => {
  test.each(POLLUTIONS)(
    "$name",
    async ({ pollute }) => {
      await fc.assert(
        fc.asyncProperty(cleanTables, styles, places, named, lineEnds, async (table, style, at, by, ends) => {
          const rows = written(table, style);
          pollute(rows, at, style);
          const bytes = Buffer.from(withLineEnds(textOf(rows), ends));
          expectAllOrRefusal(await readNamed(bytes, table, by), table.numbers);
        }),
        RUNS,
      );
    },
    120_000,
  );

  test("several tables in one file", async () => {
    const widths = fc.constantFrom<-1 | 0 | 1>(-1, 0, 1);
    await fc.assert(
      fc.asyncProperty(
        cleanTables,
        cleanTables,
        fc.boolean(),
        widths,
        fc.boolean(),
        styles,
        named,
        async (table, other, isOther, width, blank, style, by) => {
          const second = isOther ? other : table;
          const rows = [
            ...written(table, style),
            ...(blank ? [writtenRow([""], style)] : []),
            ...secondTable(second, width, style),
          ];
          const lost = width < 0 && second.column === second.headings.length - 1;
          const numbers = lost ? table.numbers : [...table.numbers, ...second.numbers];
          expectAllOrRefusal(await readNamed(Buffer.from(textOf(rows)), table, by), numbers);
        },
      ),
      RUNS,
    );
  }, 120_000);

  test("two faults at once", async () => {
    // Two rows that became one are, letter by letter, a row with a long text where one of them is a text as a whole.
    const isOneText = (name: string) => name.includes("another delimiter") || name.includes("row in quotes");
    const pairs = fc
      .tuple(fc.constantFrom(...POLLUTIONS), fc.constantFrom(...POLLUTIONS))
      .filter(
        (pair) =>
          !(pair.some(({ name }) => isOneText(name)) && pair.some(({ name }) => name.includes("line end"))),
      );
    // A document has as many digits as a number: two faults may make one look like the other.
    const tables = cleanTables.filter(
      ({ headings }) => !headings.some((name) => name.startsWith("document")),
    );
    await fc.assert(
      fc.asyncProperty(
        tables,
        styles,
        pairs,
        places,
        places,
        named,
        async (table, style, [one, two], at, there, by) => {
          const rows = written(table, style);
          one.pollute(rows, at, style);
          if (rows.length > 0) two.pollute(rows, there, style);
          expectAllOrRefusal(await readNamed(Buffer.from(textOf(rows)), table, by), table.numbers);
        },
      ),
      { numRuns: 400, seed: SEED },
    );
  }, 120_000);
});
