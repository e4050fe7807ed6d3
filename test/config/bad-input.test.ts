import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderDiagnostics } from "../../src/report/diagnostics-text.ts";
import { plainStyle } from "../../src/report/style.ts";
import { configure, listOf, messagesOf, problemsOf, read } from "./files.ts";

const NESTED = 10_000;

describe("what is nested too deeply", () => {
  test.each([
    ["brackets", "[".repeat(NESTED) + "]".repeat(NESTED), "1:51"],
    ["brackets never closed", "[".repeat(NESTED), "1:51"],
    ["braces", "{".repeat(NESTED) + "}".repeat(NESTED), "1:51"],
    ["mappings in braces", "{a: ".repeat(NESTED) + "}".repeat(NESTED), "1:198"],
    ["braces in brackets never closed", "[{a: ".repeat(NESTED), "1:123"],
    ["sequences on one line", `${"- ".repeat(NESTED)}x`, "1:100"],
    ["explicit keys", `${"? ".repeat(NESTED)}x`, "1:100"],
    ["empty keys", ": ".repeat(NESTED), "1:100"],
    [
      "mappings by indentation",
      Array.from({ length: 1_000 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"),
      "50:51",
    ],
  ])("is refused where it gets too deep: %s", (_what, text, place) => {
    expect(problemsOf(text)).toEqual([`lists/vip.yaml:${place} error too-deep`]);
  });

  test("does not keep the documents before it from being read", () => {
    const { desired, diagnostics } = read(`${listOf("Ana")}---\nmembers: ${"[".repeat(NESTED)}`);
    expect(desired.lists.map(({ name }) => name)).toEqual(["vip"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["phone-not-a-number", "too-deep"]);
  });

  test("is not what is deeper than a list, but not by much", () => {
    expect(problemsOf(listOf(`${"[".repeat(40)}${"]".repeat(40)}`))).toEqual([
      "lists/vip.yaml:3:5 error schema-type",
    ]);
  });
});

describe("what YAML has and a list file has not", () => {
  test("anchors and aliases are refused, each where it stands", () => {
    const text =
      "name: &n vip\ndescription: *n\nmembers:\n  - &a 31999998888\n  - *a\n  - phone: *a\n  - Ana";
    expect(problemsOf(text)).toEqual([
      "lists/vip.yaml:1:10 error yaml-alias",
      "lists/vip.yaml:2:14 error yaml-alias",
      "lists/vip.yaml:4:8 error yaml-alias",
      "lists/vip.yaml:5:5 error yaml-alias",
      "lists/vip.yaml:6:12 error yaml-alias",
      "lists/vip.yaml:7:5 error phone-not-a-number",
    ]);
    expect(messagesOf(text)[0]).toMatch(/write the value out/);
  });

  test("aliases of aliases are not written out", () => {
    const lines = ["a0: &a0 [x, x]"];
    for (let n = 1; n < 40; n++) lines.push(`a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`);
    expect(problemsOf(lines.join("\n"))).toContain("lists/vip.yaml:40:12 error yaml-alias");
  });

  test("merge keys are refused", () => {
    const problems = problemsOf("name: vip\n<<: { description: x }");
    expect(problems).toEqual(["lists/vip.yaml:2:1 error yaml-merge-key"]);
    expect(messagesOf("name: vip\n<<: *base")[0]).toMatch(/merge keys .* write the keys out/);
  });

  test.each([
    "!local vip",
    "!!binary dmlw",
    "!!set { vip }",
    "!<tag:example.org,2026:x> vip",
    "!!omap [vip: 1]",
  ])("tags are refused: %s", (name) => {
    const [first, ...others] = read(`name: ${name}`).diagnostics;
    expect(others).toEqual([]);
    expect(first?.message).toMatch(/^tags \(!\) are not supported: remove it/);
  });

  test("a key stands once, and all others are read on", () => {
    expect(problemsOf("name: vip\nname: gold\nmembers:\n  - phone: Ana\n    phone: Bia\nname: x")).toEqual([
      "lists/vip.yaml:2:1 error yaml-duplicate-key",
      "lists/vip.yaml:4:12 error phone-not-a-number",
      "lists/vip.yaml:5:5 error yaml-duplicate-key",
      "lists/vip.yaml:6:1 error yaml-duplicate-key",
    ]);
  });

  test("keys that are no text are unknown keys", () => {
    expect(problemsOf("name: vip\n? [a, b]\n: c\n? \n: d\n1: e")).toEqual([
      "lists/vip.yaml:2:3 error unknown-key",
      "lists/vip.yaml:4:3 error unknown-key",
      "lists/vip.yaml:6:1 error unknown-key",
    ]);
  });
});

describe("what is no YAML", () => {
  test.each([
    ["a tab", "name: vip\nmembers:\n\t- x", "3:1", /a tab cannot indent YAML: use spaces/],
    ["an open quote", "name: 'vip\nmembers: []", "1:7", /this quote is opened and never closed: close it/],
    ["an open double quote", 'name: "vip', "1:7", /this quote is opened/],
    ["an open bracket", "name: vip\nmembers: [a, b", "2:10", /this bracket is opened and never closed/],
    ["bad indentation", "name: vip\nmembers:\n   - a\n  - b", "4:1", /indentation|not valid YAML/],
    ["a key over two lines", "name: vip\nmem\n  bers: []", "2:1", /a colon is missing after "mem"/],
    ["text behind a value", 'name: "vip" x', "1:13", /there is text after the closing quote/],
  ])("is told in plain words: %s", (_what, text, place, message) => {
    const [first] = read(text).diagnostics;
    expect(`${first?.place?.line}:${first?.place?.column}`).toBe(place);
    expect(first?.message).toMatch(message);
    expect(first?.severity).toBe("error");
  });

  test("keeps no other document from being read", () => {
    const { desired } = read("name: 'a'x\n---\nname: vip");
    expect(desired.lists.map(({ name }) => name)).toEqual(["vip"]);
  });

  test("is told once a line: the rest follows from the first", () => {
    expect(problemsOf("]".repeat(1_000))).toHaveLength(1);
  });

  test.each([
    "",
    "\n\n",
    "# nothing yet\n",
    "---\n---\n",
    "...\n",
    "null",
    "~",
    "--- # none\n",
    "%YAML 1.2\n---\n",
  ])("a file of nothing is empty: %j", (text) => {
    expect(problemsOf(text)).toEqual(["lists/vip.yaml:1:1 error empty-file"]);
  });

  test("never throws, whatever it is", () => {
    const pieces = fc.constantFrom(
      ..."[]{}:-?,&*!|>'\"%@`#~<",
      " ",
      "\n",
      "\t",
      "\r",
      "\u0000",
      "name",
      "members",
    );
    const yaml = fc.oneof(fc.string({ unit: pieces, maxLength: 60 }), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(yaml, fc.nat(3), (text, kept) => {
        const start = listOf("31999998888").slice(0, kept * 12);
        for (const { place } of read(start + text).diagnostics) {
          expect(place?.line).toBeGreaterThan(0);
          expect(place?.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a wrong type", () => {
  test.each([
    ["hello", "1:1", /this document must be a mapping \(key: value\), not text$/],
    ["- name: vip", "1:1", /this document must be a mapping \(key: value\), not a list$/],
    ["5531999998888", "1:1", /must be a mapping/],
    ["description: x", "1:1", /this document has no name: add "name: …"/],
    ["name:", "1:6", /name must be text, not empty, for example "black-friday"/],
    ["name: true", "1:7", /name must be text, not true or false/],
    ["name: [vip]", "1:7", /name must be text, not a list/],
    ["name: { vip: 1 }", "1:7", /name must be text, not a mapping/],
    ["name: vip\ndescription:", "2:13", /description must be text, not empty/],
    ["name: vip\ndescription: [x]", "2:14", /description must be text, not a list/],
    ["name: vip\nmembers: x", "2:10", /members must be a list \(- …\), not text/],
    ["name: vip\nmembers: { a: b }", "2:10", /members must be a list \(- …\), not a mapping/],
    [listOf(""), "3:5", /a member must be text, a number or a mapping \(key: value\), not empty/],
    [listOf("true"), "3:5", /a member must be .*, not true or false/],
    [listOf("- 31999998888"), "3:5", /a member must be .*, not a list/],
    [listOf("{}"), "3:5", /a member needs either phone or identity: write exactly one of them/],
    [listOf("note: x"), "3:5", /a member needs either phone or identity/],
    [listOf("{ phone: 31999998888, identity: a@b.net }"), "3:5", /write exactly one of them/],
    [listOf("phone:"), "3:11", /phone must be text or a number, not empty/],
    [listOf("phone: [31999998888]"), "3:12", /phone must be text or a number, not a list/],
    [listOf("identity: true"), "3:15", /identity must be text, not true or false/],
    [listOf("{ phone: 31999998888, note: [x] }"), "3:33", /note must be text, not a list/],
  ])("is told once, with what is wanted: %j", (text, place, message) => {
    const [first, ...others] = read(text).diagnostics;
    expect(others).toEqual([]);
    expect(`${first?.place?.line}:${first?.place?.column}`).toBe(place);
    expect(first?.message).toMatch(message);
  });
});

describe("an unknown key", () => {
  test.each([
    ["nmae: x", 'unknown key "nmae": did you mean "name"?'],
    ["Members: []", 'unknown key "Members": did you mean "members"?'],
    ["MEMBERS: []", 'unknown key "MEMBERS": did you mean "members"?'],
    ["desciption: x", 'unknown key "desciption": did you mean "description"?'],
    ["colour: x", 'unknown key "colour": known keys are name, description, members'],
    ["__proto__: x", 'unknown key "__proto__": known keys are'],
    ["constructor: x", 'unknown key "constructor": known keys are'],
    ["hasOwnProperty: x", 'unknown key "hasOwnProperty": known keys are'],
  ])("is told with the nearest that is known: %s", (line, message) => {
    const { diagnostics } = read(`name: vip\n${line}`);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "unknown-key", place: { line: 2, column: 1 } });
    expect(diagnostics[0]?.message).toContain(message);
  });

  test("of a member is told as well", () => {
    const { diagnostics } = read(listOf("phone: 31999998888\n    nota: x"));
    expect(diagnostics.map(({ message }) => message)).toEqual(['unknown key "nota": did you mean "note"?']);
    expect(problemsOf(listOf("__proto__: { phone: 31999998888 }"))).toContain(
      "lists/vip.yaml:3:5 error unknown-key",
    );
  });

  test("is cut where it is long, and cannot steer a terminal", () => {
    const [long, steering] = read(`name: vip\n${"k".repeat(1_000)}: 1\n"\\e[2J\\u202e": 2`).diagnostics;
    expect(long?.message.length).toBeLessThan(250);
    expect(steering?.message).not.toMatch(/\p{C}/u);
  });
});

describe("control characters", () => {
  test("appear in no message and no excerpt", () => {
    const text =
      'name: "v\\0\u0007\u001b[31m"\n"\\e[2J": x\nmembers:\n  - \u0000\u001b]0;x\u0007\n  - "\\0"\n';
    const { diagnostics } = read(text);
    expect(diagnostics.length).toBeGreaterThan(3);
    for (const { message } of diagnostics) expect(message).not.toMatch(/\p{Cc}/u);
    const shown = renderDiagnostics(diagnostics, { style: plainStyle, masked: false });
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

describe("very many problems", () => {
  const many = 150_000;
  test.each([
    ["bad numbers", "  - Ana\n"],
    ["bad types", "  -\n"],
  ])("are all told: %s", (_what, line) => {
    expect(read(`name: vip\nmembers:\n${line.repeat(many)}`).diagnostics).toHaveLength(many);
  });

  test("are all told: unknown keys, keys that stand twice", () => {
    const keys = Array.from({ length: many }, (_, index) => `k${index}: 1`).join("\n");
    expect(read(`name: vip\n${keys}`).diagnostics).toHaveLength(many);
    expect(read("name: vip\n".repeat(many)).diagnostics).toHaveLength(many - 1);
  });

  test.each<[string, string, string]>([
    ["entries of an exclusion", "exclude: [", "[], "],
    ["audiences", "membersFrom: [", "x, "],
    ["audiences of lists that do not exist", "membersFrom: [", "{list: gold}, "],
    ["values of a condition", "membersFrom: {contacts: {where: {name: [", "true, "],
  ])("are all told, of whatever kind, on one line: %s", (_what, start, entry) => {
    const ends: Record<string, string> = { "[": "]", "{": "}" };
    const end = [...start]
      .reverse()
      .map((mark) => ends[mark] ?? "")
      .join("");
    const { diagnostics } = read(`name: vip\n${start}${entry.repeat(30_000)}${end}`);
    expect(diagnostics.length).toBeGreaterThanOrEqual(30_000);
  });

  test("of the settings are all told", () => {
    const { diagnostics } = configure({
      "bot.yaml": `exclude: [${"[], ".repeat(many)}]`,
      "a.yaml": "name: vip",
    });
    expect(diagnostics).toHaveLength(many);
  });

  test.each<[string, string]>([
    ["a dash without a space", "  -31999998888\n"],
    ["a tab", "\t- 31999998888\n"],
    ["an open quote", '  - "31999998888\n'],
    ["a text that needs quotes", "  - @ana\n"],
  ])("are each told by its cause: %s", (_what, line) => {
    expect(read(`name: vip\nmembers:\n  - 31999998888\n${line.repeat(20_000)}`).diagnostics).toHaveLength(
      20_000,
    );
  });

  test("are all told on one line", () => {
    const { diagnostics } = read(`name: vip\nmembers: [${"\u{1f600}x, ".repeat(many)}]`);
    expect(diagnostics).toHaveLength(many);
    expect(diagnostics.at(-1)?.place).toEqual({
      file: "lists/vip.yaml",
      line: 2,
      column: 11 + (many - 1) * 4,
    });
  });
});

test("all problems of all files are told at once, by file, line and column", () => {
  const { diagnostics } = configure({
    "z.yaml": "name: vip\nmembers: [Ana, { foo: 1 }, 31999998888, 31999998888]",
    "bot.yaml": "contracts: acme",
    "a.yaml": "nmae: x\nmembers: [Bia]",
    "b.yaml": "",
    "c.yaml": "name: 'x",
    "d.yaml": "name: vip",
  });
  expect(
    diagnostics.map(({ place, code }) => `${place?.file} ${place?.line}:${place?.column} ${code}`),
  ).toEqual([
    "lists/a.yaml 1:1 unknown-key",
    "lists/a.yaml 2:11 phone-not-a-number",
    "lists/b.yaml 1:1 empty-file",
    "lists/bot.yaml 1:1 unknown-key",
    "lists/c.yaml 1:7 yaml-missing-char",
    "lists/d.yaml 1:7 duplicate-list",
    "lists/z.yaml 2:11 phone-not-a-number",
    "lists/z.yaml 2:18 unknown-key",
    "lists/z.yaml 2:41 duplicate-member",
  ]);
});
