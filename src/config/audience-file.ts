/** A file of phone numbers: CSV, or one number a line. Read as a stream, row by row. */

import type { Member } from "../domain/customer.ts";
import { customerOf } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Country } from "../domain/phone.ts";
import type { DeclaredMember } from "../domain/state.ts";
import type { Row } from "./audience-rows.ts";
import { lineFeedsIn, readRows, UnreadableRows } from "./audience-rows.ts";
import { quotable } from "./characters.ts";
import { readMember } from "./member.ts";

export interface AudienceFile {
  /** As a person at the working directory would name it. */
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** The heading of the column with the numbers, or its place from 1, where the list file names one. */
  readonly column: string | null;
  readonly defaultCountry: Country;
}

export interface MembersOfFile {
  /** Each customer once. */
  readonly members: readonly DeclaredMember[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Headings that say by themselves that a column holds the numbers: letters alone, without accents. */
const KNOWN_HEADINGS = new Set(
  "phone phonenumber mobile mobilephone telefone celular whatsapp fone msisdn numero identity".split(" "),
);

export async function readAudienceFile(audience: AudienceFile): Promise<MembersOfFile> {
  const reading = new Reading(audience);
  try {
    for await (const row of readRows(audience.chunks)) {
      if (!reading.take(row)) break;
    }
  } catch (error) {
    if (!(error instanceof UnreadableRows)) throw error;
    reading.fail(error.message, error.line);
  }
  return reading.result();
}

/** Things that are said once, with how often and where they were met first. */
interface Tally {
  count: number;
  line: number;
}

class Reading {
  private readonly audience: AudienceFile;
  private readonly members = new Map<string, DeclaredMember>();
  private readonly diagnostics: Diagnostic[] = [];
  private column: number | null = null;
  private readonly repeated: Tally = { count: 0, line: 0 };
  private readonly empty: Tally = { count: 0, line: 0 };

  constructor(audience: AudienceFile) {
    this.audience = audience;
  }

  /** @returns whether to go on */
  take({ cells, line }: Row): boolean {
    if (this.column === null) {
      const first = this.findColumn(cells, line);
      if (first === "unknown") return false;
      if (first === "header") return true;
    }
    const column = this.column ?? 0;
    const text = cells[column] ?? "";
    // A cell in quotes may go over several lines: the row's line is its last.
    const after = cells.slice(column).reduce((sum, cell) => sum + lineFeedsIn(cell), 0);
    if (text === "") tally(this.empty, line - after);
    else this.takeMember(text, line - after);
    return true;
  }

  fail(message: string, line: number): void {
    this.report("error", "audience-file", message, line);
  }

  result(): MembersOfFile {
    const { repeated, empty } = this;
    if (repeated.count > 0) {
      const message = `${repeated.count} of the numbers stand here more than once, line ${repeated.line} for one: each is added once`;
      this.report("warning", "duplicate-member", message, repeated.line);
    }
    if (empty.count > 0) {
      const message = `${empty.count} of the rows have no number, line ${empty.line} for one: they are passed over`;
      this.report("warning", "no-number", message, empty.line);
    }
    return { members: [...this.members.values()], diagnostics: this.diagnostics };
  }

  private takeMember(text: string, line: number): void {
    const member = readMember(text, null, this.audience.defaultCountry, (severity, code, message) =>
      this.report(severity, code, message, line),
    );
    if (member !== null) this.add(member, line);
  }

  private add(member: Member, line: number): void {
    const customer = customerOf(member);
    if (this.members.has(customer)) tally(this.repeated, line);
    else this.members.set(customer, { member, file: this.audience.file, line });
  }

  /** Finds the column of the numbers in the first row, which may be a heading or a member already. */
  private findColumn(cells: readonly string[], line: number): "header" | "member" | "unknown" {
    const { column: wanted } = this.audience;
    if (wanted !== null) return this.findNamed(wanted, cells, line);
    const known = cells.findIndex((cell) => KNOWN_HEADINGS.has(lettersOf(cell)));
    if (known >= 0) return this.found(known, "header");
    if (cells.length === 1) return this.found(0, mayBeMember(cells[0]) ? "member" : "header");
    const readable = cells.flatMap((cell, index) => (this.isMember(cell) ? [index] : []));
    const [only] = readable;
    if (only !== undefined && readable.length === 1) return this.found(only, "member");
    this.fail(
      "several columns, and none is called phone: name the one with the numbers in the list file (column: …)",
      line,
    );
    return "unknown";
  }

  private findNamed(wanted: string, cells: readonly string[], line: number): "header" | "member" | "unknown" {
    const named = cells.findIndex((cell) => comparable(cell) === comparable(wanted));
    if (named >= 0) return this.found(named, "header");
    const place = /^\d{1,3}$/.test(wanted) ? Number(wanted) - 1 : -1;
    if (cells[place] !== undefined) return this.found(place, mayBeMember(cells[place]) ? "member" : "header");
    const there = quotable(cells.join(", "));
    this.fail(`there is no column "${quotable(wanted)}" here: the first line has ${there}`, line);
    return "unknown";
  }

  private found(index: number, row: "header" | "member"): "header" | "member" {
    this.column = index;
    return row;
  }

  private isMember(cell: string): boolean {
    return readMember(cell, null, this.audience.defaultCountry, () => {}) !== null;
  }

  private report(severity: Diagnostic["severity"], code: string, message: string, line: number): void {
    this.diagnostics.push({ severity, code, message, place: { file: this.audience.file, line, column: 1 } });
  }
}

function tally(counted: Tally, line: number): void {
  counted.count += 1;
  counted.line ||= line;
}

function mayBeMember(cell = ""): boolean {
  return /[\d@]/.test(cell);
}

function comparable(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function lettersOf(heading: string): string {
  return heading
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}
