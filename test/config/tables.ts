/** Builders: files of numbers as they come, and what is read from them. */

import { strToU8, zipSync } from "fflate";
import type { Purpose } from "../../src/config/audience-cell.ts";
import { readAudienceFile } from "../../src/config/audience-file.ts";
import { spoken } from "../support/said.ts";

export const ANA = "+55 31 99999-8888";
export const BIA = "+55 31 99999-7777";
export const ANA_AND_BIA = ["+5531999998888", "+5531999997777"];

interface Options {
  readonly column?: string;
  readonly sheet?: string;
  readonly purpose?: Purpose;
  /** How many bytes come at a time. */
  readonly pieces?: number;
}

/** Reads a file that comes in pieces. @returns members, and problems with their lines */
export async function readTable(content: string | Uint8Array, options: Options = {}) {
  const bytes = Buffer.from(content);
  const { column = null, sheet = null, purpose = "include", pieces = 7 } = options;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const file = { file: "vip.csv", chunks: chunks(), column, sheet, purpose, defaultCountry: "BR" } as const;
  const { members, diagnostics } = await readAudienceFile(file);
  return {
    members: members.map(({ member }): string => member),
    lines: members.map(({ line }) => line),
    problems: diagnostics.map(({ severity, code, place }) => `${place?.line} ${severity} ${code}`),
    messages: diagnostics.map((one) => spoken(one).message),
    diagnostics,
    isRefused: diagnostics.some(({ severity }) => severity === "error"),
  };
}

/** What stands in a cell of a sheet: a text, or the XML of a cell without its reference: `<c><v>1</v></c>`. */
export type CellText = string;

export interface SheetText {
  readonly name: string;
  /** The cells of each row; null for a row that is not there. */
  readonly rows: readonly (readonly CellText[] | null)[];
  readonly hiddenRows?: readonly number[];
}

/** A workbook as Excel writes it: texts are shared, numbers are stored as numbers. */
export function workbookOf(...sheets: readonly SheetText[]): Uint8Array {
  const strings: string[] = [];
  const parts = sheets.map((sheet) => sheetXml(sheet, strings));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (...all: readonly string[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;
  return zipped({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      ...sheets.map((_, index) =>
        relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`),
      ),
      relation("rIdStrings", "sharedStrings", "sharedStrings.xml"),
    ),
    "xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings
      .map((text) => `<si><t xml:space="preserve">${text}</t></si>`)
      .join("")}</sst>`,
    ...Object.fromEntries(parts.map((xml, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
  });
}

export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, strToU8(`<?xml version="1.0"?>${text}`)]),
    ),
  );
}

function sheetXml({ rows, hiddenRows = [] }: SheetText, strings: string[]): string {
  const cellXml = (text: CellText, reference: string): string => {
    if (text === "") return "";
    if (text.startsWith("<c")) return text.replace("<c", `<c r="${reference}"`);
    strings.push(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
    return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const xml = rows.map((cells, index) => {
    if (cells === null) return "";
    const all = cells.map((text, column) => cellXml(text, `${String.fromCharCode(65 + column)}${index + 1}`));
    return `<row r="${index + 1}"${hiddenRows.includes(index + 1) ? ' hidden="1"' : ""}>${all.join("")}</row>`;
  });
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${xml.join("")}</sheetData></worksheet>`;
}

/** A number as Excel stores it. */
export function stored(value: string): CellText {
  return `<c><v>${value}</v></c>`;
}
