import { describe, expect, test } from "vitest";
import { readAudienceFile } from "../../src/config/audience-file.ts";
import { spoken } from "../support/said.ts";
import { ANA, BIA, readTable } from "./tables.ts";

async function read(content: string | Buffer, column: string | null = null) {
  const { members, lines, problems, messages } = await readTable(content, column === null ? {} : { column });
  return { members: members.map((member, index) => `${lines[index]} ${member}`), problems, messages };
}

const BOTH = (first: number) => [`${first} +5531999998888`, `${first + 1} +5531999997777`];

describe("the numbers of a file are found", () => {
  test.each<[string, string, number]>([
    ["one a line", `${ANA}\n(31) 99999-7777\n`, 1],
    ["without a line feed at the end", `${ANA}\n${BIA}`, 1],
    ["under a heading of any name", `cliente\n${ANA}\n${BIA}\n`, 2],
    ["in a column called phone", `name,phone\nAna,${ANA}\nBia,${BIA}\n`, 2],
    ["in a column called Número, with semicolons", `Nome;Número\nAna;${ANA}\nBia;${BIA}\n`, 2],
    ["in a column called Phone number, with tabs", `Name\tPhone number\nA\t${ANA}\nB\t${BIA}\n`, 2],
    ["behind a byte order mark", `\uFEFFphone;name\n${ANA};Ana\n${BIA};Bia\n`, 2],
    ["with line ends of Windows", `phone,name\r\n${ANA},Ana\r\n${BIA},Bia\r\n`, 2],
    ["in the only column of numbers, without a header", `Ana;${ANA}\nBia;${BIA}\n`, 1],
    ["in quotes", `"name","phone"\n"Ana, A.","${ANA}"\n"B ""Bia"" B","${BIA}"\n`, 2],
    ["where a heading holds the other delimiter", `"name, whole";phone\nx;${ANA}\nx;${BIA}\n`, 2],
    ["after empty lines and rows", `\n \n,\nname,phone\nAna,${ANA}\nBia,${BIA}\n`, 5],
  ])("%s", async (_, text, line) => {
    expect(await read(text)).toEqual({ members: BOTH(line), problems: [], messages: [] });
  });

  test.each(["celular", "CELULAR", "2"])("in the column that the list file names: %s", async (column) => {
    const text = `phone;Celular\n1;${ANA}\n2;${BIA}\n`;
    expect((await read(text, column)).members).toEqual(BOTH(2));
  });

  test("in a column named by its place, without a header", async () => {
    expect((await read(`1;${ANA}\n2;${BIA}\n`, "2")).members).toEqual(BOTH(1));
  });

  test("and identities, also as the first line", async () => {
    const { members } = await read(`ana.b@wa.gw.msging.net\n${ANA}\n`);
    expect(members).toEqual(["1 ana.b@wa.gw.msging.net", "2 +5531999998888"]);
  });

  test("in rows with fewer or more cells than the header", async () => {
    expect((await read(`phone,name\n${ANA}\n${BIA},Bia,31\n`)).members).toEqual(BOTH(2));
  });
});

describe("what is wrong is named by its line", () => {
  test.each<[string, string | Buffer, string[]]>([
    [
      "numbers that are none",
      `${ANA}\n12\n${BIA}\nBia\n`,
      ["2 error phone-too-short", "4 error phone-not-a-number"],
    ],
    [
      "after rows over several lines",
      `name,phone\n"A\nna",${ANA}\n"B\ni\na",12\n`,
      ["6 error phone-too-short"],
    ],
    ["at the cell, not at the end of its row", `phone,name\n12,"A\nna"\n`, ["2 error phone-too-short"]],
    ["after empty lines", `${ANA}\n\n\n12\n`, ["4 error phone-too-short"]],
    ["identities of tunnels", "x.y@tunnel.msging.net\n", ["1 error tunnel"]],
    ["old forms", "+55 31 9999-8888\n", ["1 warning ninth-digit-missing"]],
    [
      "a customer twice, said once",
      `${ANA}\n5531999998888\n553199998888@wa.gw.msging.net\n`,
      ["2 warning duplicate-member"],
    ],
    ["rows without a number, said once", `name,phone\nAna,\nBia,${BIA}\nC,\n`, ["2 warning no-number"]],
    ["a row that lacks a cell, and a number", `name,phone\nAna\nBia,${BIA}\n`, ["2 error shifted-cells"]],
    ["a quote that is never closed", `phone\n"${ANA}\n`, ["2 error audience-file"]],
    ["quotes within a cell", `name,phone\nA "B" C,${ANA}\n`, ["2 error audience-file"]],
    ["a row without end", `name,phone\n${"x".repeat(150_000)},${ANA}\n`, ["2 error audience-file"]],
    ["several columns without a heading that says", `a,b\nAna,${ANA}\n`, ["1 error audience-file"]],
    ["two columns of numbers without a header", `${ANA},${BIA}\n`, ["1 error audience-file"]],
  ])("%s", async (_, content, problems) => {
    expect((await read(content)).problems).toEqual(problems);
  });

  test("a column that is not there, with those that are", async () => {
    const { messages, problems } = await read(`name;phone\nAna;${ANA}\n`, "celular");
    expect(problems).toEqual(["1 error audience-file"]);
    expect(messages).toEqual(['there is no column "celular": the first line has name, phone']);
  });

  test("a file that breaks off while it is read", async () => {
    async function* chunks() {
      yield Buffer.from(`${ANA}\n`);
      throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
    }
    const settings = { column: null, sheet: null, purpose: "include", defaultCountry: "BR" } as const;
    const { diagnostics } = await readAudienceFile({ file: "vip.csv", chunks: chunks(), ...settings });
    expect(diagnostics.map((one) => spoken(one).message)).toEqual([
      "the file cannot be read (EIO): check its permissions",
    ]);
  });
});

describe("a problem is shown", () => {
  test("with its row as it is written, and a caret below the cell", async () => {
    const { diagnostics } = await readTable(`name;phone;city\n"Ana; A.";12;Rio\n`);
    expect(diagnostics.map(({ place, excerpt }) => ({ place, excerpt }))).toEqual([
      {
        place: { file: "vip.csv", line: 2, column: 11 },
        excerpt: { line: '"Ana; A.";12;Rio', offset: 10 },
      },
    ]);
  });

  test("with the line of the cell, where its row goes over several", async () => {
    const { diagnostics } = await readTable(`name,phone\n"A\nna",12\n`);
    expect(diagnostics.map(({ place, excerpt }) => ({ place, excerpt }))).toEqual([
      { place: { file: "vip.csv", line: 3, column: 5 }, excerpt: { line: 'na",12', offset: 4 } },
    ]);
  });

  test("with the row that a quote is left open in, and not with the last one of the file", async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `Ana;+55319999${10_000 + index}`);
    rows[300] = `"${rows[300]}`;
    const { diagnostics } = await readTable(`name;phone\n${rows.join("\n")}\n`, { pieces: 1000 });
    expect(diagnostics.map(({ place, excerpt }) => [place?.line, excerpt?.line])).toEqual([[302, rows[300]]]);
  });
});
