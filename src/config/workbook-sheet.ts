/** The XML of a workbook: texts that cells share, and the rows of a sheet with what is stored in their cells. */

import sax from "sax";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { quote } from "./characters.ts";
import type { Row } from "./table.ts";
import { UnreadableRows, unreadableWorkbook } from "./table.ts";

/** Told of what stands in an XML part; names come without their prefix. */
interface Listener {
  readonly open: (tag: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (tag: string) => void;
  readonly text?: (text: string) => void;
}

export interface SheetRow extends Row {
  readonly isHidden: boolean;
}

const CHUNK_BYTES = 256 * 1024;
/** Excel has 16,384 of them: a table with so many is none, and each row costs as many cells. */
const COLUMNS_MAX = 2000;
const ROWS_MAX = 1_048_576;

export function readXml(part: Uint8Array, listener: Listener): void {
  for (const _ of readingXml(part, listener));
}

/** Stops after each piece, so that nobody has to keep what was told before. */
function* readingXml(part: Uint8Array, { open, close, text }: Listener): Generator<void> {
  const parser = sax.parser(true, {});
  parser.onopentag = ({ name, attributes }) => {
    const plain: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) plain[local(key)] = String(value);
    open(local(name), plain);
  };
  parser.onclosetag = (name) => close?.(local(name));
  parser.ontext = (piece) => text?.(piece);
  parser.oncdata = (piece) => text?.(piece);
  parser.onerror = (error) => {
    throw error;
  };
  const decoder = new TextDecoder(part[0] === 0xff ? "utf-16le" : part[0] === 0xfe ? "utf-16be" : "utf-8", {
    fatal: true,
  });
  for (let at = 0; at < part.length; at += CHUNK_BYTES) {
    reading(() => parser.write(decoder.decode(part.subarray(at, at + CHUNK_BYTES), { stream: true })));
    yield;
  }
  reading(() => parser.write(decoder.decode()).close());
  yield;
}

function reading(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof UnreadableRows) throw error;
    throw unreadableWorkbook({ what: "damaged" });
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Excel writes characters that XML has not as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function readSharedStrings(part: Uint8Array): string[] {
  const strings: string[] = [];
  const item = new TextItem();
  readXml(part, {
    open: (tag) => {
      if (tag === "si") item.begin();
      item.open(tag);
    },
    text: (text) => item.add(text),
    close: (tag) => {
      item.close(tag);
      if (tag === "si") strings.push(unescaped(item.text));
    },
  });
  return strings;
}

/** A text in one run or several; how it is pronounced (`rPh`) is no part of it. */
class TextItem {
  text = "";
  private isText = false;
  private isPronunciation = false;

  begin(): void {
    this.text = "";
  }

  open(tag: string): void {
    if (tag === "t") this.isText = true;
    else if (tag === "rPh") this.isPronunciation = true;
  }

  close(tag: string): void {
    if (tag === "t") this.isText = false;
    else if (tag === "rPh") this.isPronunciation = false;
  }

  add(text: string): void {
    if (this.isText && !this.isPronunciation) this.text += text;
  }
}

/** @throws UnreadableRows while they are read */
export function* rowsOfSheet(part: Uint8Array, strings: readonly string[]): Generator<SheetRow> {
  const sheet = new SheetReader(strings);
  for (const _ of readingXml(part, sheet)) yield* sheet.taken();
}

interface CellInTheMaking {
  readonly column: number;
  readonly type: string;
  value: string | null;
  hasFormula: boolean;
}

class SheetReader implements Listener {
  private readonly strings: readonly string[];
  private rows: SheetRow[] = [];
  private line = 0;
  private isHidden = false;
  private cells: string[] = [];
  private faults = new Map<number, Fact<"cell-fault">>();
  private cell: CellInTheMaking | null = null;
  private readonly inline = new TextItem();
  private isValue = false;

  constructor(strings: readonly string[]) {
    this.strings = strings;
  }

  taken(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  readonly open = (tag: string, attributes: Readonly<Record<string, string>>): void => {
    if (tag === "row") this.beginRow(attributes);
    else if (tag === "c") this.beginCell(attributes);
    else if (this.cell === null) return;
    else if (tag === "v") this.isValue = true;
    else if (tag === "f") this.cell.hasFormula = true;
    this.inline.open(tag);
  };

  readonly text = (text: string): void => {
    if (this.cell === null) return;
    if (this.isValue) this.cell.value = (this.cell.value ?? "") + text;
    else this.inline.add(text);
  };

  readonly close = (tag: string): void => {
    this.inline.close(tag);
    if (tag === "v") this.isValue = false;
    else if (tag === "c" && this.cell !== null) this.endCell(this.cell);
    else if (tag === "row") this.endRow();
  };

  private beginRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const line = r === undefined ? this.line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.line || line > ROWS_MAX)
      throw unreadableWorkbook({ what: "rows-out-of-order" }, this.line + 1);
    this.line = line;
    this.isHidden = hidden === "1" || hidden === "true";
    this.cells = [];
    this.faults = new Map();
  }

  private endRow(): void {
    const { cells, line, isHidden, faults } = this;
    if (cells.some((cell) => cell !== ""))
      this.rows.push({
        cells,
        line,
        isHidden,
        raw: null,
        height: 1,
        isBroken: false,
        faults: faults.size > 0 ? faults : null,
      });
  }

  private beginCell({ r, t = "n" }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.cells.length : columnOf(r);
    if (column === null || column < this.cells.length)
      throw unreadableWorkbook({ what: "cells-out-of-order" }, this.line);
    if (column >= COLUMNS_MAX)
      throw unreadableWorkbook({ what: "too-many-columns", most: COLUMNS_MAX }, this.line);
    this.cell = { column, type: t, value: null, hasFormula: false };
    this.inline.begin();
  }

  private endCell({ column, type, value, hasFormula }: CellInTheMaking): void {
    this.cell = null;
    while (this.cells.length < column) this.cells.push("");
    if (hasFormula && (value === null || (value === "" && type === "n"))) {
      this.faults.set(column, fact("cell-fault", { what: "no-value" }));
      this.cells.push("=");
    } else {
      if (type === "e")
        this.faults.set(column, fact("cell-fault", { what: "error", shown: quote(value ?? "#") }));
      this.cells.push(this.textOf(type, value ?? "").trim());
    }
  }

  private textOf(type: string, value: string): string {
    switch (type) {
      case "s":
        return this.shared(value);
      case "inlineStr":
        return unescaped(this.inline.text);
      case "str":
        return unescaped(value);
      case "b":
        return value === "1" ? "TRUE" : "FALSE";
      case "e":
        return value || "#";
      case "n":
        return numberText(value);
      default:
        return value;
    }
  }

  private shared(value: string): string {
    if (value === "") return "";
    const text = this.strings[Number(value)];
    if (text === undefined) throw unreadableWorkbook({ what: "missing-text" }, this.line);
    return text;
  }
}

/** A whole number with all its digits, however it is stored (`5.531999998888E12`); what is none as it is stored. */
function numberText(value: string): string {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) ? String(number) : value;
}

/** @param reference `AB12` */
function columnOf(reference: string): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
