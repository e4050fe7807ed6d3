/** Tables as systems write them: encodings, line ends, delimiters, and what Excel puts around them. */

import { describe, expect, test } from "vitest";
import { ANA, ANA_AND_BIA, BIA, readTable } from "./tables.ts";

const TEXT = `Endereço;Telefone\r\nRua João;${ANA}\r\nAv. Conceição;${BIA}\r\n`;

function utf16(text: string, order: "le" | "be"): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

describe("a table is read in whatever encoding it is", () => {
  test.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16 with a mark", utf16(`\uFEFF${TEXT}`, "le")],
    ["UTF-16 of the other order with a mark", utf16(`\uFEFF${TEXT}`, "be")],
    ["UTF-16 without a mark", utf16(TEXT, "le")],
    ["UTF-16 of the other order without a mark", utf16(TEXT, "be")],
  ])("%s", async (_, bytes) => {
    for (const pieces of [1, 7, 4096])
      expect(await readTable(bytes, { pieces })).toMatchObject({
        members: ANA_AND_BIA,
        lines: [2, 3],
        problems: [],
      });
  });

  test("Windows-1252, with a warning that names the first line that is", async () => {
    const bytes = Buffer.from(`phone;name\r\n${ANA};Joao\r\n${BIA};Jo\xE3o \x96 VIP\r\n`, "latin1");
    for (const pieces of [1, 7, 4096]) {
      const { members, problems, messages } = await readTable(bytes, { pieces });
      expect(members).toEqual(ANA_AND_BIA);
      expect(problems).toEqual(["3 warning not-utf-8"]);
      expect(messages[0]).toContain("read as Windows-1252");
    }
  });

  test("Windows-1252 below UTF-8, put together from two systems: each line in its own", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`nome;Endereço;Número do WhatsApp\nJosé;x;55\u00A031 99999\u20138888\n`),
      Buffer.from(`Jos\xE9;x;55\xA031 99999\x967777\n`, "latin1"),
    ]);
    expect(await readTable(bytes)).toMatchObject({ members: ANA_AND_BIA, problems: ["3 warning not-utf-8"] });
  });

  test("and refused where it is none: a program, an image, half of UTF-16", async () => {
    const half = utf16(`\uFEFF${TEXT}`, "le").subarray(0, -1);
    for (const bytes of [
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0, 0]),
      Buffer.from(`${ANA}\n\0\n`),
      half,
    ])
      expect(await readTable(bytes)).toMatchObject({ isRefused: true });
  });
});

describe("no row is lost to its line end", () => {
  test.each<[string, string]>([
    ["of Windows below a heading of Unix", `phone\n${ANA}\r\n${BIA}\r\n`],
    ["of Unix below a heading of Windows", `phone\r\n${ANA}\n${BIA}\n`],
    ["of old Macs", `phone\r${ANA}\r${BIA}\r`],
    ["of all three", `phone\r${ANA}\r\n${BIA}\n`],
    ["and without one at the end", `phone\r\n${ANA}\n${BIA}`],
  ])("%s", async (_, text) => {
    for (const pieces of [1, 2, 3, 5, 4096])
      expect(await readTable(text, { pieces })).toMatchObject({
        members: ANA_AND_BIA,
        lines: [2, 3],
        problems: [],
      });
  });

  test("a doubled carriage return is a blank line", async () => {
    expect((await readTable(`phone\r\r\n${ANA}\r\r\n${BIA}`)).members).toEqual(ANA_AND_BIA);
  });
});

describe("what stands between cells", () => {
  test.each([",", ";", "\t", "|", ", "])("is found: %j", async (delimiter) => {
    const rows = [
      ["name", "city", "phone"],
      ["Ana", "", ANA],
      ["Bia", "Rio", BIA],
    ];
    const text = rows.map((cells) => `${cells.join(delimiter)}\n`).join("");
    expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, problems: [] });
  });

  test("is what most rows have alike, and not what the longest heading has", async () => {
    const text = `Nome, apelido, idade;Telefone\nAna, A.;${ANA}\nBia, B., 31;${BIA}\n`;
    expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, problems: [] });
  });

  test.each(["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n", "\uFEFFsep=;\n", "sep=;;;\n"])(
    "is what Excel's own line says: %j",
    async (line) => {
      const text = `${line}nome,apelido;telefone\na,b;${ANA}\nc,d;${BIA}\n`;
      expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, lines: [3, 4], problems: [] });
    },
  );

  test("sep= with nothing behind it is an error", async () => {
    const { problems, messages } = await readTable(`sep=\nphone\n${ANA}\n`);
    expect(problems).toEqual(["1 error audience-file"]);
    expect(messages[0]).toContain("sep=");
  });

  test("numbers that are kept from Excel as formulas are cells", async () => {
    const text = `nome;fone\nAna;="5531999998888"\nBia;="+55 31 99999-7777"\n`;
    expect((await readTable(text)).members).toEqual(ANA_AND_BIA);
  });
});

describe("a file of one endless line", () => {
  test.each<[string, string]>([
    ["as its heading", "x".repeat(8_000_000)],
    ["of cells", "x;".repeat(4_000_000)],
    ["of quotes", '""'.repeat(4_000_000)],
    ["of blanks", " ".repeat(8_000_000)],
    ["below its heading", `phone\n${"1".repeat(8_000_000)}`],
  ])("is refused where it is met, %s", async (_, text) => {
    const { members, problems, messages } = await readTable(text, { pieces: 65_536 });
    expect(members).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^[12] error audience-file$/)]);
    expect(messages[0]).toContain("longer than 100,000 characters");
  });
});
