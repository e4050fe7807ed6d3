/** Which column of a table has the numbers of customers, and when nobody can know. */

import { describe, expect, test } from "vitest";
import { ANA, ANA_AND_BIA, BIA, readTable } from "./tables.ts";

const HOME = "(31) 3333-4444";

/** A table of two people. @param cells by heading: what stands in the rows */
function table(columns: Readonly<Record<string, readonly [string, string]>>): string {
  const rows = [0, 1].map((index) =>
    Object.values(columns)
      .map((cells) => cells[index])
      .join(";"),
  );
  return `${[Object.keys(columns).join(";"), ...rows].join("\n")}\n`;
}

const numbers = [ANA, BIA] as const;
const homes = [HOME, "(31) 3333-5555"] as const;
const names = ["Ana", "Bia"] as const;

describe("the heading says which", () => {
  test.each([
    "Celular",
    "CELULAR",
    "Cel.",
    "Telefone celular",
    "telefone_celular",
    "Nº do WhatsApp",
    "WhatsApp",
    "Mobile Phone",
    "mobile",
    "cellPhoneNumber",
    "Móvel",
    "wa_id",
    "Telefone",
    "Fone",
    "Tel.",
    "phone_number",
    "PhoneNumber",
    "Número de telefone",
    "Teléfono",
    "msisdn",
    "Número",
    "Phone 1 - Value",
    "Telefone residencial",
  ])("%s", async (heading) => {
    const { members, problems } = await readTable(table({ Nome: names, [heading]: numbers, Cidade: names }));
    expect({ members, problems }).toEqual({ members: ANA_AND_BIA, problems: [] });
  });

  test.each([
    ["Telefone", "Telefone comercial"],
    ["Telefone", "Fax"],
    ["Telefone", "DDD telefone"],
    ["Celular", "Aceita WhatsApp"],
    ["Celular", "Tipo de celular"],
    ["Telefone", "Número"],
    ["WhatsApp", "Operadora celular"],
    ["Phone 1 - Value", "Phone 2 - Value"],
  ])("%s before %s, in whatever order", async (surer, other) => {
    for (const columns of [
      { [surer]: numbers, [other]: homes },
      { [other]: homes, [surer]: numbers },
    ]) {
      const { members, problems } = await readTable(table({ Nome: names, ...columns }));
      expect({ members, problems }).toEqual({ members: ANA_AND_BIA, problems: [] });
    }
  });

  describe.each([
    ["Celular", "Telefone"],
    ["WhatsApp", "Phone"],
    ["Mobile", "Phone"],
  ])("%s before %s", (mobile, phone) => {
    const orders = (phones: readonly string[]) => [
      { [mobile]: numbers, [phone]: phones },
      { [phone]: phones, [mobile]: numbers },
    ];

    test.each([
      ["is empty", ["", ""]],
      ["says the same, in whatever form", [ANA, BIA.replace(/\D/g, "")]],
      ["says the same without the ninth digit", numbers.map((number) => number.replace(" 9", " "))],
      ["holds what is no number", ["n/d", "-"]],
    ])("where the second %s", async (_, phones) => {
      for (const columns of orders(phones)) {
        const { members, problems } = await readTable(table({ Nome: names, ...columns }));
        expect({ members, problems }).toEqual({ members: ANA_AND_BIA, problems: [] });
      }
    });

    test("unless the two tell different numbers of one person", async () => {
      for (const columns of orders(homes)) {
        const { isRefused, messages } = await readTable(table({ Nome: names, ...columns }));
        expect(isRefused).toBe(true);
        expect(messages[0]).toContain("column:");
      }
    });
  });

  test.each(["Endereço", "Rua", "Logradouro", "address", "Bairro"])(
    "Número beside %s is the house's",
    async (street) => {
      const text = table({
        Nome: names,
        [street]: ["Rua A", "Rua B"],
        Número: ["10", "20"],
        Telefone: numbers,
      });
      expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, problems: [] });
      const { isRefused, messages } = await readTable(
        table({ [street]: names, Número: ["10", "20"], x: numbers }),
      );
      expect(isRefused).toBe(true);
      expect(messages[0]).toContain("column:");
    },
  );
});

describe("nothing is guessed", () => {
  test.each<[string, string]>([
    ["where two headings say the same", table({ Nome: names, Celular: numbers, WhatsApp: homes })],
    ["where two columns have one heading", table({ Telefone: numbers, Nome: names, telefone: homes })],
    ["where there is Telefone 1 and Telefone 2", table({ "Telefone 1": numbers, "Telefone 2": homes })],
    ["where no heading says it", table({ Nome: names, Contato: numbers })],
    ["where the column is mostly empty and another is full", table({ Telefone: ["", ""], Contato: numbers })],
    [
      "where most have their number in another column",
      `Nome;Telefone;Contato\nA;${ANA};\nB;;${BIA}\nC;;${HOME}\nD;;+55 31 99999-6666\n`,
    ],
  ])("%s: the headings are listed", async (_, text) => {
    const { members: _members, isRefused, messages, problems } = await readTable(text);
    expect(isRefused).toBe(true);
    expect(problems.at(-1)).toMatch(/^1 error/);
    expect(messages.at(-1)).toContain("column:");
    expect(messages.at(-1)).toContain((text.split("\n")[0] ?? "").replaceAll(";", ", "));
  });

  test("where somebody has a number in no other place than a column that has none", async () => {
    const { isRefused, problems, messages } = await readTable(
      `Nome;Celular;Recado\nA;${ANA};\nB;${BIA};\nC;;+55 31 99999-6666\nD;+55 31 99999-5555;\n`,
    );
    expect(isRefused).toBe(true);
    expect(problems).toEqual(["4 error shifted-cells"]);
    expect(messages[0]).toContain("column:");
  });

  test("named or not", async () => {
    const text = `Nome;Celular;Cidade\nA;${ANA};Rio\nB;;+55 31 99999-6666\n`;
    expect(await readTable(text, { column: "Celular" })).toMatchObject({
      problems: ["3 error shifted-cells"],
    });
  });

  test("but somebody with a landline alone has no mobile, which is a warning", async () => {
    const text = `Nome;Telefone;Celular\nA;${HOME};${ANA}\nB;(31) 3333-5555;${BIA}\nC;(31) 3333-6666;\n`;
    const { members, problems, messages } = await readTable(text, { column: "Celular" });
    expect(members).toEqual(ANA_AND_BIA);
    expect(problems).toEqual(["4 warning no-number"]);
    expect(messages).toEqual(["1 row has no number (line 4): skipped"]);
  });
});

describe("the list file names the column", () => {
  const text = table({ Nome: names, "Fone 1": homes, "Fone 2": numbers });

  test.each(["Fone 2", "fone 2", "3"])("%s", async (column) => {
    expect(await readTable(text, { column })).toMatchObject({ members: ANA_AND_BIA, problems: [] });
  });

  test("by its place, under a heading with a digit in it", async () => {
    expect(
      (await readTable(table({ "Phone 1 - Value": numbers, x: names }), { column: "1" })).members,
    ).toEqual(ANA_AND_BIA);
  });

  test("which is empty while another is full of numbers: an error", async () => {
    const { isRefused, messages } = await readTable(table({ Fone: ["", ""], x: numbers }), {
      column: "Fone",
    });
    expect(isRefused).toBe(true);
    expect(messages[0]).toContain("is mostly empty, and column 2 has numbers");
  });

  test("of which there are two: by its place", async () => {
    const { messages } = await readTable(table({ Fone: homes, fone: numbers }), { column: "Fone" });
    expect(messages[0]).toContain("by its place, 1 and 2");
  });
});

describe("without a heading", () => {
  test("the column in which every cell is a number is taken", async () => {
    const text = `Ana;529.982.247-25;${ANA};Rio\nBia;111.444.777-35;${BIA};Rio\n`;
    expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, lines: [1, 2], problems: [] });
  });

  test.each<[string, string]>([
    ["none", `Ana;${ANA}\nBia;12\n`],
    ["several", `${ANA};${HOME}\n${BIA};(31) 3333-5555\n`],
  ])("%s of them is an error that says how to name one", async (_, text) => {
    const { isRefused, messages } = await readTable(text);
    expect(isRefused).toBe(true);
    expect(messages[0]).toContain("by its place from 1 in the list file (column: 1)");
  });

  test("a first row that has a number is no heading, whatever words are in it", async () => {
    const text = `WhatsApp;${ANA}\nWhatsApp;${BIA}\n`;
    expect(await readTable(text)).toMatchObject({ members: ANA_AND_BIA, problems: [] });
  });

  test("a heading whose line end lacks is no heading: nobody is lost in it", async () => {
    for (const text of [
      `phone;name5531999998888;Ana\n${BIA};Bia\n`,
      `name;phone5531999998888;x\nBia;${BIA}\n`,
    ])
      expect(await readTable(text)).toMatchObject({ isRefused: true });
  });
});

describe("a title above the heading", () => {
  test.each([
    `Relatório de clientes;;\nNome;Telefone;Cidade\nAna;${ANA};Rio\n`,
    `Relatório de clientes\n\nNome;Telefone;Cidade\nAna;${ANA};Rio\n`,
    `Clientes WhatsApp;;\nNome;Telefone;Cidade\nAna;${ANA};Rio\n`,
    `Relatório de clientes;;\nGerado em 25/11/2026;;\nNome;Telefone;Cidade\nAna;${ANA};Rio\n`,
  ])("is named as such: %j", async (text) => {
    for (const options of [{}, { column: "Telefone" }]) {
      const { members, problems, messages } = await readTable(text, options);
      expect(members).toEqual([]);
      expect(problems).toEqual(["1 error audience-file"]);
      expect(messages[0]).toMatch(/^"(Relatório de clientes|Clientes WhatsApp)" is a title/);
    }
  });

  test("a heading of one word over columns without names is none", async () => {
    expect((await readTable(`phone;\n${ANA};WhatsApp\n${BIA};Telefone\n`)).members).toEqual(ANA_AND_BIA);
  });
});

describe("a table of nobody", () => {
  test.each<[string, string, string]>([
    ["an empty file", "", "the file is empty"],
    ["a file of blank lines", "\n \n;;\n", "the file is empty"],
    ["rows without a number", `Nome;Fone\nAna;\nBia;\nCris;\nDora;\n`, "(lines 2, 3, 4 and others)"],
  ])("%s is a warning where it adds, and an error where it excludes", async (_, text, message) => {
    const added = await readTable(text);
    expect([added.isRefused, added.problems.length]).toEqual([false, 1]);
    expect(added.messages[0]).toContain(message);
    const excluded = await readTable(text, { purpose: "exclude" });
    expect([excluded.isRefused, excluded.problems.length]).toEqual([true, 1]);
    expect(excluded.messages[0]).toContain("nobody would be excluded");
  });

  test.each(["include", "exclude"] as const)("a heading without rows is a warning: %s", async (purpose) => {
    for (const text of ["phone\n", "Nome;Telefone\n", "E-mail\n"])
      expect(await readTable(text, { purpose })).toMatchObject({
        isRefused: false,
        problems: ["1 warning no-rows"],
      });
  });

  test("rows without a number are counted, and the first three named", async () => {
    const rows = ["A;", `B;${ANA}`, "C;", "D;", `E;${BIA}`, "F;"];
    const { messages, problems } = await readTable(`Nome;Fone\n${rows.join("\n")}\n`);
    expect(problems).toEqual(["2 warning no-number"]);
    expect(messages).toEqual(["4 rows have no number (lines 2, 4, 5 and others): skipped"]);
  });
});

describe("several numbers of one person in a cell, as Google Contacts writes them", () => {
  const text = `Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value\nAna,Work,${HOME} ::: ${ANA},\nBia,Mobile,${BIA},${HOME}\n`;

  test("the first mobile is taken, with a warning", async () => {
    const { members, problems, messages } = await readTable(text);
    expect(members).toEqual(ANA_AND_BIA);
    expect(problems).toEqual(["2 warning several-numbers"]);
    expect(messages[0]).toContain("the first mobile is taken");
  });

  test("all of them are kept off a list", async () => {
    const { members } = await readTable(text, { purpose: "exclude" });
    expect(members).toEqual(["+553133334444", ...ANA_AND_BIA]);
  });

  test("one that is none is an error", async () => {
    expect(await readTable(`fone\n${ANA} ::: 12\n`)).toMatchObject({ isRefused: true });
  });
});
