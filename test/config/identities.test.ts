import { describe, expect, test } from "vitest";
import { formatIdentities, formatRecord, parseIdentities } from "../../src/config/identities.ts";
import { identity, mobile, whatsapp } from "../support/field.ts";

const HEADER = "phone,identity,source,resolved_at\n";
const AT = "2026-11-03T12:00:00.000Z";
const LATER = "2026-11-04T12:00:00.000Z";

function line(index: number, { to = whatsapp(mobile(index)) as string, at = AT } = {}): string {
  return `${mobile(index)},${to},${to === "" ? "reason 67" : "lookup"},${at}\n`;
}

function parse(text: string) {
  const { records, diagnostics } = parseIdentities({ file: "lists/identities.lock.csv", text });
  return {
    known: [...records.values()].map(({ phone, identity }) => `${phone} ${identity}`),
    wrong: diagnostics.map(({ place }) => place?.line),
  };
}

const known = (index: number) => `${mobile(index)} ${whatsapp(mobile(index))}`;

describe("the identities file", () => {
  test.each<[string, string]>([
    ["as it is written", HEADER + line(1) + line(2)],
    [
      "with line ends of Windows and a byte order mark",
      `\uFEFF${(HEADER + line(1) + line(2)).replaceAll("\n", "\r\n")}`,
    ],
    ["merged without regard to its header", line(1) + HEADER + line(2)],
    ["with a line twice", HEADER + line(1) + line(2) + line(1)],
    ["with a last line that was torn", HEADER + line(1) + line(2) + line(3).slice(0, -3)],
    ["with a last line that lacks its line feed alone", HEADER + line(1) + line(2).trimEnd()],
  ])("is read %s", (_, text) => {
    expect(parse(text)).toEqual({ known: [known(1), known(2)], wrong: [] });
  });

  test("is warned about where a number has the digits of somebody else, and believed all the same", () => {
    const text = line(1, { to: whatsapp(mobile(2)) }) + line(3, { to: whatsapp(mobile(3), "short") });
    expect(parse(text)).toEqual({
      known: [`${mobile(1)} ${whatsapp(mobile(2))}`, `${mobile(3)} ${whatsapp(mobile(3), "short")}`],
      wrong: [1],
    });
    const { diagnostics } = parseIdentities({ file: "lists/identities.lock.csv", text });
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "warning identity-of-another",
    ]);
  });

  test.each([
    ["Ivory Coast", "+2250707123456", "22507123456"],
    ["Benin", "+2290197123456", "22997123456"],
    ["Gabon", "+24166123456", "24106123456"],
    ["Brazil", "+5531973043417", "553173043417"],
    ["Mexico", "+525512345678", "5215512345678"],
  ])(
    "believes what was answered under the old plan of a country, and warns of nothing: %s",
    (_, number, digits) => {
      const text = `${number},${digits}@wa.gw.msging.net,lookup,${AT}\n`;
      expect(parse(text)).toEqual({ known: [`${number} ${digits}@wa.gw.msging.net`], wrong: [] });
    },
  );

  test("is warned about where a mobile has the digits of a landline", () => {
    const text = `+5511943334444,551143334444@wa.gw.msging.net,lookup,${AT}\n`;
    expect(parse(text).wrong).toEqual([1]);
  });

  test("has numbers as short as there are", () => {
    const text = `+6834002,6834002@wa.gw.msging.net,lookup,${AT}\n`;
    expect(parse(text)).toEqual({ known: ["+6834002 6834002@wa.gw.msging.net"], wrong: [] });
  });

  test("has a number of an earlier version under the form of today", () => {
    const old = `+553173043417,553173043417@wa.gw.msging.net,lookup,${AT}\n`;
    expect(parse(old)).toEqual({ known: ["+5531973043417 553173043417@wa.gw.msging.net"], wrong: [] });
  });

  test("has the later of two answers, in whatever order they stand", () => {
    const [old, recent] = [line(1), line(1, { to: "x.y@wa.gw.msging.net", at: LATER })];
    const expected = { known: [`${mobile(1)} x.y@wa.gw.msging.net`], wrong: [] };
    expect([parse(old + recent), parse(recent + old)]).toEqual([expected, expected]);
  });

  test.each<[string, string]>([
    ["a torn line that is not the last", `${line(2).slice(0, 20)}\n`],
    ["a number in another spelling", line(2).replace("+55", "55")],
    ["an identity of a tunnel", line(2, { to: "x.y@tunnel.msging.net" })],
    ["an identity of another channel", line(2, { to: "x@messenger.gw.msging.net" })],
    ["a time that is none", line(2, { at: "yesterday" })],
    ["the marks of a merge", "<<<<<<< HEAD\n"],
    ["another column", line(2).replace("\n", ",x\n")],
  ])("is wrong with %s, which is named by its line", (_, wrong) => {
    expect(parse(HEADER + line(1) + wrong + line(3)).wrong).toEqual([3]);
  });

  test("is written sorted, one line for each number, and reads back the same", () => {
    const odd = identity('odd,"name"@wa.gw.msging.net');
    const entry = (index: number, to: typeof odd | null) =>
      ({ phone: mobile(index), identity: to, source: to ? "lookup" : "a,b\nc", resolvedAt: AT }) as const;
    const entries = [entry(3, odd), entry(1, whatsapp(mobile(1))), entry(2, null)];
    const text = formatIdentities(new Map(entries.map((one) => [one.phone, one])));
    expect(text.startsWith(HEADER)).toBe(true);
    const expected = [known(1), `${mobile(2)} null`, `${mobile(3)} ${odd}`];
    expect(parse(text)).toEqual({ known: expected, wrong: [] });
    expect(parse(entries.map(formatRecord).join("")).wrong).toEqual([]);
  });
});
