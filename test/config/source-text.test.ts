import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceText } from "../../src/config/source-text.ts";
import { parseYaml } from "../../src/config/yaml.ts";
import { fact } from "../../src/domain/fact.ts";
import { excerptsFor } from "../../src/report/excerpt.ts";
import { listOf, read } from "./files.ts";

const KEY = Buffer.from("acmebot:not-a-real-access-key").toString("base64");

const shownExcerpt = excerptsFor({ masked: false });

/** The excerpt of the first problem, and the caret below it. */
function excerptOf(text: string): string[] {
  const excerpt = read(text).diagnostics[0]?.excerpt;
  if (excerpt === undefined) return [];
  const { text: line, caret } = shownExcerpt(excerpt);
  return [line, `${" ".repeat(caret)}^`];
}

describe("a place", () => {
  test("counts lines and columns from 1", () => {
    expect(read("name: -").diagnostics[0]?.place).toEqual({ file: "lists/vip.yaml", line: 1, column: 7 });
  });

  test("counts characters, as editors do: an emoji is one", () => {
    const columns = read('name: vip\nmembers: ["\u{1f600}\u{1f600}", "日本", "e\u0301", x]').diagnostics.map(
      ({ place }) => place?.column,
    );
    expect(columns).toEqual([11, 17, 23, 29]);
  });

  test("is the same in whatever order it is asked for", () => {
    const line = "\u{1f600}a\u{1f600}";
    const lines = `${line.repeat(10)}\n`.repeat(3);
    const characters = [...lines];
    const offset = fc.nat(characters.length).map((count) => characters.slice(0, count).join("").length);
    const offsets = fc.array(offset, { minLength: 2 });
    fc.assert(
      fc.property(offsets, (asked) => {
        const source = new SourceText("a.yaml", lines);
        parseYaml(source);
        for (const offset of asked) {
          const before = lines.slice(0, offset).split("\n");
          const column = [...(before.at(-1) ?? "")].length + 1;
          expect(source.place(offset)).toEqual({ file: "a.yaml", line: before.length, column });
        }
      }),
    );
  });

  test("beyond the end is the end", () => {
    const source = new SourceText("a.yaml", "name: vip");
    parseYaml(source);
    expect(source.place(1_000)).toEqual({ file: "a.yaml", line: 1, column: 10 });
    expect(source.diagnose(1_000, "error", fact("empty-file")).excerpt).toEqual({
      line: "name: vip",
      offset: 9,
    });
  });
});

describe("an excerpt", () => {
  test("is the line, with the caret under what is wrong", () => {
    expect(excerptOf(listOf("Ana # a friend"))).toEqual(["  - Ana # a friend", "    ^"]);
  });

  test("does without the carriage return of Windows", () => {
    expect(excerptOf("name: -\r\nmembers: []\r\n")).toEqual(["name: -", "      ^"]);
  });

  test("of a long line is its part around the caret", () => {
    const numbers = Array.from({ length: 100 }, (_, index) => 31999990000 + index);
    const [text = "", caret = ""] = excerptOf(
      `name: vip\nmembers: [${numbers.join(", ")}, Ana, ${"x".repeat(500)}]`,
    );
    expect(text).toHaveLength(100);
    expect(text.slice(caret.length - 1)).toMatch(/^Ana, x+$/);
    expect(caret).toHaveLength(61);
  });

  test("has the caret where a terminal draws what is wrong, behind wide and combining characters", () => {
    expect(excerptOf(`name: vip\nmembers: ["日本": x, Ana]`)[1]).toHaveLength(11);
    const caretOf = (before: string) =>
      excerptOf(`name: vip\ndescription: ${before}\nmembers: [31999998888, ${before}, Ana]`)[1]?.length;
    expect(caretOf("ab")).toBe(24);
    const behind = (before: string) => (excerptOf(`{ description: ${before}, name: - }`)[1]?.length ?? 0) - 1;
    expect(behind("ab")).toBe(25);
    expect(behind("日本")).toBe(27);
    expect(behind("\u{1f600}\u{1f600}")).toBe(27);
    expect(behind("e\u0301e\u0301")).toBe(25);
    expect(behind("\uff21\uff22")).toBe(27);
  });

  test("never begins or ends in half a character", () => {
    for (const shift of ["", "a"]) {
      const emoji = `${shift}${"\u{1f600}".repeat(200)}`;
      const [text = ""] = excerptOf(`{ description: ${emoji}, name: -, members: ["${emoji}"] }`);
      expect(text).not.toMatch(/[\uFFFD\p{Cs}]/u);
    }
  });

  test("of a blank file is blank", () => {
    expect(read("").diagnostics[0]?.excerpt).toEqual({ line: "", offset: 0 });
  });

  test.each([
    ["alone", `key: ${KEY}`],
    ["behind its word", `key: "Key ${KEY}"`],
    ["in a comment", `- # ${KEY}`],
    ["cut at the excerpt's end", `description: ${"x".repeat(20)} ${"y ".repeat(25)}${KEY}: ${KEY}: Ana`],
    ["cut at the excerpt's start", `{ a: ${KEY}, b: ${"x".repeat(55)}, name: - }`],
  ])("never shows a key, or a part of one: %s", (_where, text) => {
    const parts = Array.from({ length: KEY.length - 8 }, (_, index) => KEY.slice(index, index + 8));
    const { diagnostics } = read(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { message, excerpt } of diagnostics) {
      const shown = message + (excerpt ? shownExcerpt(excerpt).text : "");
      for (const part of parts) expect(shown).not.toContain(part);
    }
  });

  test("is masked as a whole and cut afterwards: a number at its edge shows no more than elsewhere", () => {
    const masked = excerptsFor({ masked: true });
    for (let length = 30; length <= 75; length += 1) {
      const line = `{ a: "${"x".repeat(length)}", b: "+55 31 98765-4321", c: ${"x".repeat(40)}`;
      const { text } = masked({ line, offset: 100 });
      expect(text).not.toMatch(/8765|7654|765-4/);
    }
  });

  test("of one long line with very many problems is the line once, cut when it is shown", () => {
    const line = `members: [${"Ana, ".repeat(200_000)}]`;
    const source = new SourceText("a.yaml", line);
    source.lines.addNewLine(0);
    const wrong = fact("phone-not-a-number");
    const found = Array.from({ length: 200_000 }, (_, index) =>
      source.diagnose(10 + 5 * index, "error", wrong),
    );
    expect(found.at(-1)?.excerpt).toEqual({ line, offset: 10 + 5 * 199_999 });
    expect(found.map(({ excerpt }) => excerpt && shownExcerpt(excerpt).text.length)).not.toContain(0);
  });
});
