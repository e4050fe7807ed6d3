/**
 * A workbook (.xlsx, Office Open XML): which sheet of it is meant, and that sheet's rows. The parts are inflated
 * one at a time, to a size that is known before; the sheet is read as a stream. Loaded when there is one.
 */

import { unzipSync } from "fflate";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Quoted } from "../domain/fact-fields.ts";
import { quote } from "./characters.ts";
import type { Row } from "./table.ts";
import { unreadableWorkbook } from "./table.ts";
import { comparable } from "./table-headings.ts";
import type { Questions } from "./table-layout.ts";
import { readSharedStrings, readXml, rowsOfSheet } from "./workbook-sheet.ts";

const MEBIBYTE = 1024 * 1024;
/** Of all parts that are read. A sheet of a million rows has about 100 MiB. */
const INFLATED_BYTES_MAX = 256 * MEBIBYTE;

interface Sheet {
  readonly name: string;
  readonly part: string;
}

type HiddenRowsNote = (fact: Fact<"hidden-rows">, line: number) => void;

/**
 * @param wanted the name of the sheet, or its place from 1; null where there is but one with numbers
 * @param note is told of rows that are hidden in the workbook, and are read all the same
 * @throws UnreadableRows, here and while the rows are read
 */
export async function openWorkbook(
  bytes: Buffer,
  wanted: string | null,
  questions: Questions,
  note: HiddenRowsNote,
): Promise<AsyncIterable<Row>> {
  const archive = new Archive(bytes);
  const sheets = sheetsOf(archive);
  const strings = archive.has(sheets.strings) ? readSharedStrings(archive.read(sheets.strings)) : [];
  const rowsOf = ({ part }: Sheet) => rowsOfSheet(archive.read(part), strings);
  const sheet = wanted === null ? onlySheet(sheets.all, rowsOf, questions) : namedSheet(sheets.all, wanted);
  return noticing(rowsOf(sheet), note);
}

async function* noticing(rows: ReturnType<typeof rowsOfSheet>, note: HiddenRowsNote): AsyncGenerator<Row> {
  let hidden = 0;
  let first = 0;
  for (const row of rows) {
    if (row.isHidden) {
      hidden += 1;
      first ||= row.line;
    }
    yield row;
  }
  if (hidden > 0) note(fact("hidden-rows", { rows: hidden, line: first }), first);
}

class Archive {
  private readonly bytes: Buffer;
  private readonly sizes = new Map<string, number>();
  private readonly inflated = new Map<string, Uint8Array>();
  private total = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    inflating(() =>
      unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          this.sizes.set(name, originalSize);
          return false;
        },
      }),
    );
    if (this.has("content.xml")) throw unreadableWorkbook({ what: "ods" });
    if (this.has("xl/workbook.bin")) throw unreadableWorkbook({ what: "xlsb" });
  }

  has(name: string): boolean {
    return this.sizes.has(name);
  }

  read(name: string): Uint8Array {
    const known = this.inflated.get(name);
    if (known !== undefined) return known;
    this.total += this.sizes.get(name) ?? 0;
    if (this.total > INFLATED_BYTES_MAX)
      throw unreadableWorkbook({ what: "too-large-unpacked", mebibytes: INFLATED_BYTES_MAX / MEBIBYTE });
    const part = inflating(() => unzipSync(this.bytes, { filter: (file) => file.name === name }))[name];
    if (part === undefined) throw unreadableWorkbook({ what: "zip" });
    this.inflated.set(name, part);
    return part;
  }
}

function inflating<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw unreadableWorkbook({ what: "damaged" });
  }
}

function sheetsOf(archive: Archive): { all: readonly Sheet[]; strings: string } {
  const root = archive.has("_rels/.rels") ? relationsOf(archive.read("_rels/.rels"), "") : [];
  const workbook = root.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const [, directory = "", base = ""] = /^(.*\/)?([^/]*)$/.exec(workbook) ?? [];
  const relations = archive.has(`${directory}_rels/${base}.rels`)
    ? relationsOf(archive.read(`${directory}_rels/${base}.rels`), directory)
    : [];
  const all: Sheet[] = [];
  readXml(archive.read(workbook), {
    open: (tag, attributes) => {
      if (tag !== "sheet") return;
      const relation = relations.find(({ id }) => id === attributes.id);
      if (relation?.type === "worksheet") all.push({ name: attributes.name ?? "", part: relation.target });
    },
  });
  if (all.length === 0) throw unreadableWorkbook({ what: "zip" });
  return { all, strings: relations.find(({ type }) => type === "sharedStrings")?.target ?? "" };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function relationsOf(part: Uint8Array, directory: string): Relation[] {
  const relations: Relation[] = [];
  readXml(part, {
    open: (tag, { Id: id = "", Type: type = "", Target: target = "" }) => {
      if (tag !== "Relationship") return;
      const way = target.startsWith("/")
        ? target.slice(1)
        : new URL(target, `file:///${directory}`).pathname.slice(1);
      relations.push({ id, type: type.split("/").at(-1) ?? "", target: decodeURI(way) });
    },
  });
  return relations;
}

function namedSheet(sheets: readonly Sheet[], wanted: string): Sheet {
  const named = sheets.find(({ name }) => comparable(name) === comparable(wanted));
  const placed = /^[1-9]\d{0,3}$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined;
  const sheet = named ?? placed;
  if (sheet !== undefined) return sheet;
  throw unreadableWorkbook({ what: "unknown-sheet", sheet: quote(wanted), sheets: namesOf(sheets) });
}

/** Where several sheets have numbers, nobody can know which are meant. */
function onlySheet(
  sheets: readonly Sheet[],
  rowsOf: (sheet: Sheet) => Iterable<Row>,
  { isMember }: Questions,
): Sheet {
  const [first] = sheets;
  if (first === undefined) throw unreadableWorkbook({ what: "zip" });
  if (sheets.length === 1) return first;
  const some = (sheet: Sheet, wanted: (cell: string) => boolean): boolean => {
    for (const { cells } of rowsOf(sheet)) if (cells.some(wanted)) return true;
    return false;
  };
  const withNumbers = sheets.filter((sheet) => some(sheet, isMember));
  if (withNumbers.length > 1)
    throw unreadableWorkbook({ what: "several-sheets", sheets: namesOf(withNumbers) });
  return withNumbers[0] ?? sheets.find((sheet) => some(sheet, (cell) => cell !== "")) ?? first;
}

function namesOf(sheets: readonly Sheet[]): Quoted {
  return quote(sheets.map(({ name }) => name).join(", "));
}
