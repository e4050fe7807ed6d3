/** A file of phone numbers: a table, or one number a line. Read as a stream, row by row; whole, or refused. */

import type { Member } from "../domain/customer.ts";
import { customerOf } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Column } from "../domain/facts/tables.ts";
import type { Country } from "../domain/phone.ts";
import type { DeclaredMember } from "../domain/state.ts";
import type { Purpose } from "./audience-cell.ts";
import { membersInCell, readAlone } from "./audience-cell.ts";
import { quote } from "./characters.ts";
import type { Row } from "./table.ts";
import { isBlank, UnreadableRows } from "./table.ts";
import { hasPiece } from "./table-csv.ts";
import { comparable } from "./table-headings.ts";
import type { Layout, Questions } from "./table-layout.ts";
import { findLayout, quoteAll } from "./table-layout.ts";
import { openTable } from "./table-open.ts";
import { TableProblems, Tally } from "./table-problems.ts";
import type { Habits } from "./table-shift.ts";
import { habitsOf, shiftOf } from "./table-shift.ts";

export interface AudienceFile {
  /** As a person at the working directory would name it. */
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** The heading of the column with the numbers, or its place from 1, where the list file names one. */
  readonly column: string | null;
  /** The sheet of a workbook, or its place from 1, where the list file names one. */
  readonly sheet: string | null;
  readonly purpose: Purpose;
  readonly defaultCountry: Country;
}

export interface MembersOfFile {
  /** Each customer once. */
  readonly members: readonly DeclaredMember[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The rows that are looked at before one is read: they show how the table is laid out. */
const SAMPLE_ROWS_MAX = 500;

export async function readAudienceFile(audience: AudienceFile): Promise<MembersOfFile> {
  const reading = new Reading(audience);
  try {
    await reading.read();
  } catch (error) {
    if (!(error instanceof UnreadableRows)) throw error;
    reading.refuse(error);
  }
  return reading.result();
}

class Reading {
  private readonly questions: Questions;
  private readonly audience: AudienceFile;
  private readonly members = new Map<string, DeclaredMember>();
  private readonly problems: TableProblems;
  private readonly repeated = new Tally();
  private readonly several = new Tally();
  /** Rows without a number. */
  private readonly empty = new Tally();
  /** Rows without a number, but with one where none is expected. */
  private readonly elsewhere = new Tally();
  /** By column: how many of the rows without a number have one there. */
  private readonly numbersInstead = new Map<number, number>();
  private rows = 0;
  private column = 0;

  constructor(audience: AudienceFile) {
    this.audience = audience;
    this.problems = new TableProblems(audience.file);
    const memberIn = (cell: string) => readAlone(cell, audience.defaultCountry);
    const customerIn = (cell: string) => {
      const member = memberIn(cell);
      return member === null ? null : customerOf(member);
    };
    this.questions = { isMember: (cell) => memberIn(cell) !== null, customerIn };
  }

  async read(): Promise<void> {
    const { rows, delimiter } = await openTable(this.audience, this.questions, this.problems.note);
    this.problems.delimiter = delimiter;
    const sample: Row[] = [];
    let begun: { layout: Layout; habits: Habits } | null = null;
    for await (const row of rows) {
      if (begun !== null) this.take(row, begun.layout, begun.habits);
      else if (sample.push(row) === SAMPLE_ROWS_MAX) {
        begun = this.begin(sample);
        if (begun === null) return;
      }
    }
    begun ??= sample.length === 0 ? null : this.begin(sample);
    if (begun !== null) this.finish(begun.layout);
    else if (sample.length === 0) this.nobody({ what: "empty-file", adds: this.adds }, 1);
  }

  refuse({ fact: unreadable, line, raw }: UnreadableRows): void {
    this.problems.at(line, raw ?? "", 0, "error", unreadable);
  }

  result(): MembersOfFile {
    const { repeated, several } = this;
    if (repeated.count > 0) {
      const again = { what: "file", numbers: repeated.count, line: repeated.line } as const;
      this.problems.of(repeated.row, this.column, "warning", fact("duplicate-member", again));
    }
    if (several.count > 0) {
      const taken = this.audience.purpose === "exclude" ? "all" : "first-mobile";
      const numbers = fact("several-numbers", { rows: several.count, where: several.where, taken });
      this.problems.of(several.row, this.column, "warning", numbers);
    }
    return { members: [...this.members.values()], diagnostics: this.problems.all };
  }

  /** @returns null, and an error noted, where the numbers are not found */
  private begin(sample: readonly Row[]): { layout: Layout; habits: Habits } | null {
    const layout = findLayout(sample, this.audience.column, this.questions);
    if ("problem" in layout) {
      this.problems.of(
        layout.row,
        0,
        "error",
        fact("audience-file", { what: "columns", cause: layout.problem }),
      );
      return null;
    }
    this.column = layout.column;
    const habits = habitsOf(sample, layout);
    for (const row of sample) this.take(row, layout, habits);
    return { layout, habits };
  }

  private take(row: Row, layout: Layout, habits: Habits): void {
    const { column, heading } = layout;
    const text = row.cells[column] ?? "";
    const shift = shiftOf(row, layout, habits, this.questions);
    if (shift !== null) {
      this.rows += 1;
      this.problems.of(row, null, "error", fact("shifted-cells", shift));
    } else if (row !== heading) {
      this.rows += 1;
      if (isBlank(text)) this.takeEmpty(row, layout, habits);
      else if (heading !== null && comparable(text) === comparable(heading.cells[column] ?? ""))
        this.problems.of(row, column, "error", fact("second-heading"));
      else this.takeCell(text, row, column);
    }
  }

  private takeEmpty(row: Row, { column }: Layout, { mayHaveNumbers }: Habits): void {
    this.empty.add(row, row.line);
    const instead = row.cells.flatMap((cell, index) =>
      hasPiece(cell, this.questions.isMember) ? [index] : [],
    );
    for (const index of instead) this.numbersInstead.set(index, (this.numbersInstead.get(index) ?? 0) + 1);
    const isUnusual = instead.some((index) => index !== column && mayHaveNumbers[index] !== true);
    if (isUnusual) this.elsewhere.add(row, row.line);
  }

  private takeCell(text: string, row: Row, column: number): void {
    const fault = row.faults?.get(column);
    if (fault !== undefined) {
      this.problems.of(row, column, "error", fault);
      return;
    }
    const { defaultCountry, purpose } = this.audience;
    const { members, isSeveral } = membersInCell(text, purpose, defaultCountry, (severity, problem) =>
      this.problems.of(row, column, severity, problem),
    );
    if (isSeveral) this.several.add(row, row.line);
    for (const member of members) this.add(member, row, column);
  }

  private add(member: Member, row: Row, column: number): void {
    const customer = customerOf(member);
    const line = this.problems.lineOf(row, column);
    if (this.members.has(customer)) this.repeated.add(row, line);
    else this.members.set(customer, { member, file: this.audience.file, line });
  }

  private finish({ column, heading, isNamed }: Layout): void {
    const { empty, elsewhere, rows } = this;
    const named = columnOf(column, heading);
    const fuller = [...this.numbersInstead].find(([, count]) => count * 2 >= empty.count)?.[0];
    if (rows === 0 && heading !== null) {
      this.problems.of(heading, column, "warning", fact("no-rows"));
    } else if (fuller !== undefined && empty.count * 2 > rows && (!isNamed || empty.count === rows)) {
      const headings = quoteAll(heading?.cells ?? []);
      const cause = { what: "mostly-empty", column: named, fuller: fuller + 1, headings } as const;
      this.problems.of(
        heading ?? empty.row,
        column,
        "error",
        fact("audience-file", { what: "columns", cause }),
      );
    } else if (elsewhere.count > 0) {
      const { count, where, row } = elsewhere;
      const cause = { what: "rows-elsewhere", rows: count, where, column: named, isNamed } as const;
      this.problems.of(row, column, "error", fact("shifted-cells", cause));
    } else if (empty.count === rows) {
      this.nobody({ what: "no-row", adds: this.adds, column: named, where: empty.where }, empty.line);
    } else if (empty.count > 0) {
      const cause = { what: "some-rows", rows: empty.count, where: empty.where } as const;
      this.problems.of(empty.row, column, "warning", fact("no-number", cause));
    }
  }

  private get adds(): boolean {
    return this.audience.purpose === "include";
  }

  /** Nobody stands in the file: harmless where it adds, and not where it excludes. */
  private nobody(cause: Facts["no-number"], line: number): void {
    this.problems.note(this.adds ? "warning" : "error", fact("no-number", cause), line);
  }
}

function columnOf(column: number, heading: Row | null): Column {
  return heading === null ? { place: column + 1 } : { heading: quote(heading.cells[column] ?? "") };
}
