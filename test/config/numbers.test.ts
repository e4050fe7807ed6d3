/** What people are told of a number, in a list file and in a table alike. */

import { describe, expect, test } from "vitest";
import { readAudienceFile } from "../../src/config/audience-file.ts";
import type { Diagnostic } from "../../src/domain/diagnostic.ts";
import { literal, quoted } from "../../src/domain/fact-fields.ts";
import { spoken } from "../support/said.ts";
import { listOf, read } from "./files.ts";

interface Reading {
  readonly members: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text as a member of a list file, and as a cell of a table. */
async function readBoth(text: string): Promise<readonly Reading[]> {
  const { desired, diagnostics } = read(listOf(JSON.stringify(text)));
  const members = desired.lists.flatMap(({ include }) => include.members.map(({ member }) => member));
  return [{ members, diagnostics }, await readCell(text)];
}

async function readCell(text: string): Promise<Reading> {
  const table = `phone\n"${text.replaceAll('"', '""')}"\n`;
  const chunks = (async function* () {
    yield Buffer.from(table);
  })();
  const file = {
    file: "lists/x.csv",
    chunks,
    column: null,
    sheet: null,
    purpose: "include",
    defaultCountry: "BR",
  } as const;
  const { members, diagnostics } = await readAudienceFile(file);
  return { members: members.map(({ member }) => member), diagnostics: diagnostics.map(spoken) };
}

/** What stands between the digits of two numbers. */
function mark(text: string): object {
  return { what: "mark", mark: quoted(text) };
}

function written(callingCode: string): object {
  return { callingCode: literal(callingCode), country: literal("BR") };
}

describe("a number that is refused says why, with its line", () => {
  test.each([
    ["3199998888.5", "phone-fraction", {}, /no decimals/],
    ["5.53199E+12", "phone-scientific", {}, /its last digits are lost: export the column again as text/],
    ["-31999998833", "phone-negative", {}, /minus/],
    ["(31) 9999-8888/7", "phone-several", mark("/"), /digits on both sides of "\/"/],
    ["(31) 3222-1234 ramal 12", "phone-several", mark("ramal"), /both sides of "ramal"/],
    ["+55 31 9999-8888 - 1", "phone-several", mark("-"), /both sides of "-"/],
    ["31 99999-8888 31 98888-7777", "phone-several", { what: "space" }, /both sides of a space/],
    ["31 99999-8888\n31 98888-7777", "phone-several", { what: "line-break" }, /both sides of a line break/],
    ["31 99999-8888 Maria da Silva 31 98888-7777", "phone-several", mark("Maria"), /both sides of "Maria"/],
    ["31 99999-8888 Maria/Aparecida 31 98888-7777", "phone-several", { what: "text" }, /of other text/],
    ["(31) 3222-1234 (12)", "phone-brackets", {}, /brackets belong around the area code/],
    ["99999-8888 (31)", "phone-brackets", {}, /brackets belong around the area code/],
    ["Maria 31 99999-8888", "phone-extra-text", {}, /more than a phone number/],
    ["31 9999O-8888", "phone-letter", {}, /write 0 for O/],
    ["319.999.988-88", "phone-tax-number", {}, /CPF/],
    ["(01) 98888-7777", "phone-area-code", { areaCode: literal("01") }, /Brazil has no area code 01/],
    ["+55 (23) 98888-7777", "phone-area-code", { areaCode: literal("23") }, /Brazil has no area code 23/],
    [
      "+229 97 12 34",
      "phone-too-short",
      written("229"),
      /too short for a number with the country code \+229/,
    ],
    [
      "+1 202 555 01234567",
      "phone-too-long",
      written("1"),
      /too long for a number with the country code \+1/,
    ],
    ["+1 123 456 7890", "phone-invalid", written("1"), /no such number with the country code \+1/],
  ])("%j", async (text, code, fields, message) => {
    for (const { members, diagnostics } of await readBoth(text)) {
      expect(members).toEqual([]);
      expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
        { code, fields, message: expect.stringMatching(message), place: { line: expect.any(Number) } },
      ]);
    }
  });
});

describe("a number that is understood all the same says how to write it", () => {
  test.each([
    ["31999998888.0", "+5531999998888", "phone-decimal", /amount, and read without its \.0/],
    ["31999998888,0", "+5531999998888", "phone-decimal", /amount/],
    ["+55 31 7304-3417", "+5531973043417", "ninth-digit-missing", /ninth digit/],
    ["+225 07 12 34 56", "+2250707123456", "ivorian-eight-digits", /Ivory Coast/],
    ["+229 97 12 34 56", "+2290197123456", "beninese-eight-digits", /Benin/],
    ["+241 06 12 34 56", "+24166123456", "gabonese-seven-digits", /Gabon/],
  ])("%j", async (text, phone, code, message) => {
    for (const { members, diagnostics } of await readBoth(text)) {
      expect(members).toEqual([phone]);
      expect(diagnostics).toMatchObject([
        { severity: "warning", code, message: expect.stringMatching(message) },
      ]);
    }
  });

  test("of each thing that is odd about it", async () => {
    for (const { members, diagnostics } of await readBoth("3199998888.0")) {
      expect(members).toEqual(["+5531999998888"]);
      expect(diagnostics.map(({ code }) => code)).toEqual(["phone-decimal", "ninth-digit-missing"]);
    }
  });

  test.each(["3199998888.0", "+5531999998888.0", "5531999998888.00"])(
    "as a number of YAML as well: %s",
    (number) => {
      const { desired, diagnostics } = read(listOf(number));
      expect(desired.lists[0]?.include.members).toMatchObject([{ member: "+5531999998888", line: 3 }]);
      expect(diagnostics[0]).toMatchObject({ severity: "warning", code: "phone-decimal" });
    },
  );

  test.each([
    ["3199998888.5", "phone-fraction"],
    ["5.53199e+12", "phone-scientific"],
  ])("and is refused as a number of YAML as well: %s", (number, code) => {
    expect(read(listOf(number)).diagnostics).toMatchObject([{ severity: "error", code }]);
  });
});

describe("an e-mail address", () => {
  test.each([
    "maria@example.com",
    "maria@gmail.com",
    "5531999998888@wa.gw.msgin.net",
    "m@example.msging.net.br",
  ])("is no member: %s", async (text) => {
    for (const { members, diagnostics } of await readBoth(text)) {
      expect(members).toEqual([]);
      expect(diagnostics).toMatchObject([
        { severity: "error", code: "unknown-domain", message: expect.stringMatching(/e-mail address/) },
      ]);
    }
  });

  test.each(["5531999998888@c.us", "5531999998888@s.whatsapp.net"])(
    "is not what WhatsApp itself writes: %s",
    async (text) => {
      for (const { diagnostics } of await readBoth(text))
        expect(diagnostics).toMatchObject([{ message: expect.stringMatching(/write the number alone/) }]);
    },
  );

  test("is an identity where the list file says so", () => {
    const { desired, diagnostics } = read(listOf("identity: maria@example.com"));
    expect(desired.lists[0]?.include.members).toMatchObject([{ member: "maria@example.com" }]);
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "no-whatsapp" }]);
  });

  test.each([
    "5531999998888@wa.gw.msging.net",
    "ana@messenger.gw.msging.net",
    "ana@telegram.gw.msging.net",
    "ana@instagram.gw.msging.net",
    "ana@0mn.io",
    "ana@take.io",
    "vip@broadcast.msging.net",
    "otherbot@msging.net",
    "'5531999998888@WA.gw.msging.net",
  ])("is not an identity of one of Blip's domains: %s", async (text) => {
    for (const { members } of await readBoth(text)) expect(members).toEqual([text.replace("'", "")]);
  });
});
