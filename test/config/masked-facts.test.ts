/** A number that stands where it does not belong is repeated by no sentence, wherever sentences are masked. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildConfiguration, draftConfiguration } from "../../src/config/desired.ts";
import type { Diagnostic } from "../../src/domain/diagnostic.ts";
import { sentenceOf } from "../../src/report/words/say.ts";
import { brazilianMobile } from "../domain/numbers.ts";
import { leaksIn } from "../support/leaks.ts";
import { readTable, workbookOf } from "./tables.ts";

/** Files that repeat a number, with the code of what is said of them. */
const FILES: readonly (readonly [code: string, text: (number: string) => string])[] = [
  ["unknown-key", (number) => `name: vip\n"x ${number}": y\n`],
  ["unknown-list", (number) => `name: vip\nmembersFrom:\n  list: "${number.replace("+", "")}"\n`],
  ["list-name", (number) => `name: "é ${number}"\n`],
  ["unknown-field", (number) => `name: vip\nmembersFrom:\n  contacts:\n    where:\n      "x ${number}": y\n`],
  ["unknown-test", (number) => `name: vip\nmembersFrom:\n  contacts: {where: {name: {"x ${number}": y}}}\n`],
  [
    "condition-date",
    (number) => `name: vip\nmembersFrom:\n  contacts: {where: {"extras.${number}": {before: y}}}\n`,
  ],
  ["schema-type", (number) => `name: vip\nmembersFrom:\n  contacts: {where: {"${number}": }}\n`],
  ["yaml-missing-char", (number) => `name: vip\nmembers:\n  - phone ${number}\n`],
  ["phone-several", (number) => `name: vip\nmembers:\n  - ${number} ${number}\n`],
];

const OTHER_SPELLINGS: readonly ((digits: string) => string)[] = [
  (digits) => `+55${digits}`,
  (digits) => `(${digits.slice(0, 2)}) ${digits.slice(2, 7)}-${digits.slice(7)}`,
  (digits) => [...digits].join(" "),
  (digits) => `${digits.slice(0, 4)} or ${digits.slice(4, 8)} or ${digits.slice(8)}`,
];

function diagnosticsOf(text: string): readonly Diagnostic[] {
  const lists = [{ file: "lists/vip.yaml", text }];
  return buildConfiguration(draftConfiguration({ bot: null, lists, identities: null, diagnostics: [] }))
    .diagnostics;
}

function expectMasked(diagnostics: readonly Diagnostic[], digits: string): void {
  for (const diagnostic of diagnostics) {
    const sentence = sentenceOf(diagnostic, { masked: true });
    expect(leaksIn(sentence)).toEqual([]);
    expect(sentence.replace(/[^\d*]/g, "")).not.toContain(digits.slice(-7));
  }
}

const numbers = fc.tuple(brazilianMobile(), fc.constantFrom(...OTHER_SPELLINGS));

describe("a number that is written", () => {
  test.each(FILES)("where %s is said is masked", (code, text) => {
    let said = 0;
    fc.assert(
      fc.property(numbers, ([digits, spell]) => {
        const diagnostics = diagnosticsOf(text(spell(digits)));
        said += diagnostics.filter((one) => one.code === code).length;
        expectMasked(diagnostics, digits);
      }),
      { numRuns: 60 },
    );
    expect(said).toBeGreaterThan(0);
  });

  test("in headings, titles and names of sheets is masked", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async ([digits, spell]) => {
        const number = spell(digits);
        const rows = [
          ["a", "b"],
          ["x", "y"],
        ] as const;
        const sheets = workbookOf({ name: number, rows }, { name: "other", rows: [["x", number]] });
        for (const [content, options] of [
          [`a;b ${number}\nx;y\n`, {}],
          [`a;b\nx;y\n`, { column: number }],
          [`${number} x\n\nName;E-mail\na;b\n`, {}],
          [sheets, { sheet: `${number} x` }],
        ] as const)
          expectMasked((await readTable(content, options)).diagnostics, digits);
      }),
      { numRuns: 40 },
    );
  });
});

test("what is quoted is whole on the person's own terminal", () => {
  const [diagnostic] = diagnosticsOf('name: vip\n"31 99999-8888 x": y\n');
  expect(diagnostic && sentenceOf(diagnostic, { masked: false })).toContain('"31 99999-8888 x"');
});
