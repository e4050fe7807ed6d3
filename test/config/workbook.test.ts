/** Workbooks of Excel: what is stored in their cells is what counts. */

import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { CellText } from "./tables.ts";
import { ANA, ANA_AND_BIA, BIA, readTable, stored, workbookOf, zipped } from "./tables.ts";

function numbersIn(...cells: readonly CellText[]): Uint8Array {
  return workbookOf({ name: "Clientes", rows: [["Nome", "Celular"], ...cells.map((cell) => ["Ana", cell])] });
}

describe("the numbers of a workbook are found", () => {
  test.each<[string, readonly CellText[]]>([
    ["as texts", [ANA, BIA]],
    ["stored as numbers, with all their digits", [stored("5531999998888"), stored("5531999997777")]],
    ["stored with an exponent", [stored("5.531999998888E12"), stored("5.531999997777E+12")]],
    ["stored with a point", [stored("5531999998888.0"), stored("31999997777.0")]],
    ["stored in a cell as texts", [`<c t="inlineStr"><is><t>${ANA}</t></is></c>`, BIA]],
    [
      "in runs of different looks",
      [`<c t="inlineStr"><is><r><t>+55 31 </t></r><r><t>99999-8888</t></r></is></c>`, BIA],
    ],
    [
      "as what formulas gave",
      [
        `<c><f>A1+1</f><v>5531999998888</v></c>`,
        `<c t="str"><f>CONCATENATE("+55","31999997777")</f><v>+5531999997777</v></c>`,
      ],
    ],
    ["written with characters that XML has not", [`${ANA}_x000D_`, BIA]],
  ])("%s", async (_, cells) => {
    expect(await readTable(numbersIn(...cells))).toMatchObject({
      members: ANA_AND_BIA,
      lines: [2, 3],
      problems: [],
    });
  });

  test("by the numbers of their rows, where rows are missing or blank", async () => {
    const rows = [null, ["Nome", "Celular"], null, ["Ana", ANA], [" ", " "], ["Bia", BIA]];
    const { members, lines, problems } = await readTable(workbookOf({ name: "S", rows }));
    expect({ members, lines, problems }).toEqual({ members: ANA_AND_BIA, lines: [4, 6], problems: [] });
  });

  test("in cells and rows that say not where they are", async () => {
    const xml = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const book = unzipSync(workbookOf({ name: "S", rows: [["x"]] }));
    const sheet = `<x:worksheet xmlns:x="m"><x:sheetData>${[
      ["nome", "fone"],
      ["Ana", ANA],
      ["Bia", BIA],
    ]
      .map((cells) => `<row>${cells.map(xml).join("")}</row>`)
      .join("")}</x:sheetData></x:worksheet>`;
    const bytes = zipSync({ ...book, "xl/worksheets/sheet1.xml": Buffer.from(sheet) });
    expect(await readTable(bytes)).toMatchObject({ members: ANA_AND_BIA, lines: [2, 3], problems: [] });
  });

  test("whatever the file is called: it is told by its first bytes", async () => {
    expect((await readTable(numbersIn(ANA, BIA), { pieces: 1 })).members).toEqual(ANA_AND_BIA);
  });

  test("of 50,000 rows", async () => {
    const cells = Array.from({ length: 50_000 }, (_, index) => stored(String(5531900000000 + index)));
    const { members, problems } = await readTable(numbersIn(...cells), { pieces: 65_536 });
    expect(problems).toEqual([]);
    expect(members).toEqual(Array.from({ length: 50_000 }, (_, index) => `+${5531900000000 + index}`));
  });

  test("in hidden rows too, with a warning", async () => {
    const rows = [["fone"], [ANA], [BIA]];
    const { members, problems, messages } = await readTable(workbookOf({ name: "S", rows, hiddenRows: [3] }));
    expect(members).toEqual(ANA_AND_BIA);
    expect(problems).toEqual(["3 warning hidden-rows"]);
    expect(messages[0]).toContain("1 row is hidden in the workbook (line 3)");
  });
});

describe("a cell without a value that can be known is an error", () => {
  test.each<[string, CellText, string]>([
    ["a formula that was never calculated", `<c><f>A1+1</f></c>`, "this formula has no value"],
    ["a formula of text that was never calculated", `<c t="str"><f>A1</f></c>`, "this formula has no value"],
    [
      "a formula that went wrong",
      `<c t="e"><f>1/0</f><v>#DIV/0!</v></c>`,
      "there is an error in this cell (#DIV/0!)",
    ],
    ["a date", `<c t="d"><v>2026-11-25T00:00:00</v></c>`, ""],
    ["a day as Excel counts them", stored("46351"), "too short"],
    ["yes or no", `<c t="b"><v>1</v></c>`, ""],
  ])("%s", async (_, cell, message) => {
    const { problems, messages, isRefused } = await readTable(numbersIn(ANA, cell));
    expect(isRefused).toBe(true);
    expect(problems[0]).toMatch(/^3 error /);
    expect(messages[0]).toContain(message);
  });

  test("in the column of the numbers alone", async () => {
    const rows = [
      ["Idade", "Celular"],
      [`<c><f>A1</f></c>`, ANA],
      [`<c t="e"><v>#N/A</v></c>`, BIA],
    ];
    expect(await readTable(workbookOf({ name: "S", rows }))).toMatchObject({
      members: ANA_AND_BIA,
      problems: [],
    });
  });

  test("shown with the row and a caret below the cell", async () => {
    const [problem] = (await readTable(numbersIn("12"))).diagnostics;
    expect(problem?.excerpt).toEqual({ line: "Ana | 12", offset: 6 });
  });
});

describe("of several sheets", () => {
  const clients = { name: "Clientes", rows: [["fone"], [ANA], [BIA]] };
  const summary = { name: "Resumo", rows: [["Total", "2"]] };
  const others = { name: "Outros", rows: [["fone"], ["+55 31 99999-6666"]] };

  test("the one that has numbers is read", async () => {
    expect((await readTable(workbookOf(summary, clients))).members).toEqual(ANA_AND_BIA);
  });

  test("none is guessed where two have numbers", async () => {
    const { messages, isRefused } = await readTable(workbookOf(clients, summary, others));
    expect(isRefused).toBe(true);
    expect(messages).toEqual([
      "several sheets have numbers (Clientes, Outros): name one of them in the list file (sheet: …)",
    ]);
  });

  test.each(["Clientes", "clientes", "1"])("the one is read that the list file names: %s", async (sheet) => {
    expect((await readTable(workbookOf(clients, summary, others), { sheet })).members).toEqual(ANA_AND_BIA);
  });

  test("one that is not there is an error with those that are", async () => {
    const { messages } = await readTable(workbookOf(clients, others), { sheet: "Vips" });
    expect(messages).toEqual(['there is no sheet "Vips": the workbook has Clientes, Outros']);
  });

  test("in a file of text there is none to name", async () => {
    const { messages, isRefused } = await readTable(`${ANA}\n`, { sheet: "Clientes" });
    expect(isRefused).toBe(true);
    expect(messages[0]).toContain("sheet:");
  });
});

describe("what is no workbook that can be read is refused by name", () => {
  const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  const damaged = Buffer.from(numbersIn(ANA)).fill(0, 200, 300);

  test.each<[string, Uint8Array, string]>([
    [".xls", Buffer.from([...COMPOUND, ...Buffer.from("Workbook", "utf16le")]), "(.xls): save it as .xlsx"],
    [
      "one with a password",
      Buffer.from([...COMPOUND, ...Buffer.from("EncryptedPackage", "utf16le")]),
      "password",
    ],
    [".ods", zipped({ mimetype: "x", "content.xml": "<office/>" }), "(.ods): save it as .xlsx"],
    [".xlsb", zipped({ "xl/workbook.bin": "x" }), "(.xlsb): save it as .xlsx"],
    ["another ZIP archive", zipped({ "a.txt": "x" }), "not a workbook"],
    ["a ZIP archive with nothing in it", zipSync({}), "not a workbook"],
    ["one that breaks off", numbersIn(ANA).subarray(0, 400), "damaged"],
    ["one with bytes that are not its own", damaged, "damaged"],
    ["a page with a table that is called .xls", Buffer.from("<html><table><tr><td>5531999998888"), "HTML"],
  ])("%s", async (_, bytes, message) => {
    const { members, problems, messages } = await readTable(bytes);
    expect(members).toEqual([]);
    expect(problems).toEqual(["1 error audience-file"]);
    expect(messages[0]).toContain(message);
  });

  /** @param size what the archive says its sheet unpacks to */
  function saying(size: number): Buffer {
    const bytes = Buffer.from(numbersIn(ANA, BIA));
    const entry = bytes.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    bytes.writeUInt32LE(size, entry + 24);
    return bytes;
  }

  test("one that unpacks to more than anybody keeps by hand", async () => {
    const { messages, isRefused } = await readTable(saying(257 * 1024 * 1024));
    expect(isRefused).toBe(true);
    expect(messages[0]).toContain("over 256 MiB");
  });

  test.each([10, 300])("one that unpacks to more than it says: %i bytes", async (size) => {
    expect(await readTable(saying(size))).toMatchObject({ members: [], problems: ["1 error audience-file"] });
  });

  test("one whose cell is a million rows or columns away", async () => {
    const book = unzipSync(numbersIn(ANA));
    for (const cell of [
      '<row r="1"><c r="XFD1"><v>1</v></c></row>',
      '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    ]) {
      const sheet = `<worksheet><sheetData>${cell}</sheetData></worksheet>`;
      const bytes = zipSync({ ...book, "xl/worksheets/sheet1.xml": Buffer.from(sheet) });
      expect((await readTable(bytes)).isRefused).toBe(true);
    }
  });
});
