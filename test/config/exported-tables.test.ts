/** Tables as shops, CRMs and spreadsheets export them, named by list files and by bot.yaml. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../src/config/desired.ts";
import { loadDirectory } from "../../src/config/load.ts";
import { directoryWith } from "../support/cli.ts";
import { spoken } from "../support/said.ts";
import { inOneLine } from "./files.ts";
import { stored, workbookOf } from "./tables.ts";

interface Exported {
  readonly list?: string;
  readonly bot?: string;
  /** By its name, beside the list. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Reads a directory with one list, which takes its members from x.csv unless it says otherwise. */
async function read({
  list = "membersFrom:\n  - file: x.csv\n",
  bot = "defaultCountry: BR\n",
  files,
}: Exported) {
  const root = directoryWith({ "lists/a.yaml": `name: vip\n${list}`, "lists/bot.yaml": bot });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, "lists", name), content);
  const { desired, diagnostics } = await readConfiguration(await loadDirectory("lists", root));
  const [vip] = desired.lists;
  return {
    members: vip?.include.members.map(({ member }) => member).sort(),
    excluded: [...(vip?.exclude.members ?? []), ...desired.exclude.members]
      .map(({ member }) => member)
      .sort(),
    problems: diagnostics.map(inOneLine),
    messages: diagnostics.map((one) => spoken(one).message),
  };
}

const errorsOf = ({ problems }: { problems: readonly string[] }) =>
  problems.filter((problem) => / error /.test(problem));

describe("what people export gives the numbers that stand in it", () => {
  test.each<[string, string | Uint8Array, string[]]>([
    [
      "numbers that a spreadsheet made amounts of",
      "nome,telefone\nMaria,3199998888.0\nAna,1198887777.0\n",
      ["+5511998887777", "+5531999998888"],
    ],
    [
      "rows of one system below the heading of another, whose line ends differ",
      "telefone;nome\r\n5531999998888;Maria\n5531999997777;Ana\n5531999996666;Bia\n",
      ["+5531999996666", "+5531999997777", "+5531999998888"],
    ],
    [
      "the number of a house before that of a telephone",
      "Nome;Endereço;Número;Telefone\nMaria;Rua A 1;;(31) 99999-8888\nAna;Rua B 2;;(31) 99999-7777\n",
      ["+5531999997777", "+5531999998888"],
    ],
    ["Excel's line about the separator", "sep=;\nnome;telefone\nMaria;5531999998888\n", ["+5531999998888"]],
    [
      "an apostrophe against formulas",
      "id,name,email,phone_number\n1,Maria,maria@example.com,'+5531999998888\n",
      ["+5531999998888"],
    ],
    [
      "a workbook under whatever name",
      workbookOf({
        name: "Plan1",
        rows: [
          ["Nome", "Celular"],
          ["Maria", stored("5531999998888")],
        ],
      }),
      ["+5531999998888"],
    ],
  ])("%s", async (_, content, members) => {
    const configuration = await read({ files: { "x.csv": content } });
    expect(configuration.members).toEqual(members);
    expect(errorsOf(configuration)).toEqual([]);
  });

  test("addresses of e-mail are no members: the file is refused with its lines", async () => {
    const configuration = await read({ files: { "x.csv": "E-mail\nmaria@example.com\nana@example.com\n" } });
    expect(configuration.members).toEqual([]);
    expect(errorsOf(configuration)).toEqual([
      expect.stringMatching(/^lists\/x\.csv:2:1 error /),
      expect.stringMatching(/^lists\/x\.csv:3:1 error /),
    ]);
  });
});

describe("who is excluded stays excluded", () => {
  const members = "members:\n  - +5531999998888\n  - +5531999997777\n";
  const inList = { list: `${members}excludeFrom:\n  file: out.csv\n` };
  const inBot = { list: members, bot: "excludeFrom:\n  - file: out.csv\n" };

  test.each([inList, inBot])("whatever line ends the opt-outs have", async (settings) => {
    const text = "telefone;nome\r\n5531999998888;Maria\n5531999997777;Ana\n";
    const { excluded, problems } = await read({ ...settings, files: { "out.csv": text } });
    expect(excluded).toEqual(["+5531999997777", "+5531999998888"]);
    expect(problems).toEqual([]);
  });

  test.each([
    ["empty", ""],
    ["of blank lines", "\n\n"],
    ["with rows and no number", "nome;telefone\nMaria;\nAna;\n"],
  ])("an opt-out file that came out %s is an error, in a list file and in bot.yaml", async (_, text) => {
    for (const settings of [inList, inBot])
      expect(errorsOf(await read({ ...settings, files: { "out.csv": text } }))).toEqual([
        expect.stringMatching(/^lists\/out\.csv:\d+:1 error no-number$/),
      ]);
  });

  test("an opt-out file with its heading alone is a warning: nobody has opted out", async () => {
    for (const settings of [inList, inBot])
      expect((await read({ ...settings, files: { "out.csv": "nome;telefone\n" } })).problems).toEqual([
        "lists/out.csv:1:6 warning no-rows",
      ]);
  });

  test("an empty file that one list adds and another keeps off is an error once, and a warning once", async () => {
    const list = "membersFrom: {file: out.csv}\nexcludeFrom: {file: out.csv}\n";
    expect((await read({ list, files: { "out.csv": "" } })).problems).toEqual([
      "lists/out.csv:1:1 warning no-number",
      "lists/out.csv:1:1 error no-number",
    ]);
  });
});

describe("a list file says where in a workbook the numbers are", () => {
  const book = workbookOf(
    {
      name: "Clientes",
      rows: [
        ["Nome", "Fone 1", "Fone 2"],
        ["Maria", "31 3333-4444", "31 99999-8888"],
      ],
    },
    { name: "Antigos", rows: [["Fone"], ["31 99999-6666"]] },
  );

  test("by the sheet and the column", async () => {
    const list = "membersFrom: {file: vip.xlsx, sheet: Clientes, column: Fone 2}\n";
    const { members, problems } = await read({ list, files: { "vip.xlsx": book } });
    expect({ members, problems }).toEqual({ members: ["+5531999998888"], problems: [] });
  });

  test("by their places, which are numbers", async () => {
    const list = "membersFrom: {file: vip.xlsx, sheet: 1, column: 3}\n";
    expect((await read({ list, files: { "vip.xlsx": book } })).members).toEqual(["+5531999998888"]);
  });

  test("and takes two sheets of one file", async () => {
    const list =
      "membersFrom:\n  - {file: v.xlsx, sheet: 1, column: Fone 2}\n  - {file: v.xlsx, sheet: Antigos}\n";
    const { members, problems } = await read({ list, files: { "v.xlsx": book } });
    expect({ members, problems }).toEqual({ members: ["+5531999996666", "+5531999998888"], problems: [] });
  });

  test("or is told to", async () => {
    const { members, messages } = await read({
      list: "membersFrom: {file: v.xlsx}\n",
      files: { "v.xlsx": book },
    });
    expect(members).toEqual([]);
    expect(messages).toEqual([expect.stringContaining("(Clientes, Antigos): name one of them")]);
  });
});
