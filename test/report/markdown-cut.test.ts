import { describe, expect, test } from "vitest";
import { bytesOf, fitted } from "../../src/report/markdown-cut.ts";

describe("Markdown that is too long", () => {
  test("ends with a whole line, with what was open closed, and a note", () => {
    const text = `one\n<details><summary>two</summary>\n\n${"| a row |\n".repeat(50)}\n</details>\n`;
    const cut = fitted(text, 200);
    expect(cut.length).toBeLessThanOrEqual(200);
    expect(cut).toMatch(/^one\n<details><summary>two<\/summary>\n\n(?:\| a row \|\n)+/);
    expect(cut).toMatch(/\| a row \|\n\n<\/details>\n\n… cut here: GitHub does not accept longer texts\.\n$/);
  });

  test("is left as it is where it fits to the character", () => {
    const text = "a\n".repeat(50);
    expect(fitted(text, text.length)).toBe(text);
    expect(fitted(text, text.length - 1)).not.toBe(text);
  });

  test("is measured in bytes where bytes count", () => {
    const cut = fitted("ü€😀\n".repeat(100), 300, bytesOf);
    expect(bytesOf(cut)).toBeLessThanOrEqual(300);
    expect(bytesOf(cut)).toBeGreaterThan(280);
  });

  test("keeps tags in code spans out of the count", () => {
    const text = "| `</details>` | `` `<details>` `` |\n";
    expect(fitted(text, 1_000)).toBe(text);
  });

  test("has what closes nothing left out", () => {
    expect(fitted("a</details>\n<DETAILS open>b\n", 1_000)).toBe("a\n<DETAILS open>b\n\n\n</details>");
  });
});

describe("folds are counted, outside of code alone", () => {
  test.each([
    ["`a` <details> `b`", 1],
    ["```<details>```", 0],
    ["`` <details> ` </details> ``", 0],
    ["``` <details>", 1],
    ["`` ` <details>", 1],
    ["`<details", 0],
    ["<details\n>", 0],
    ["<detailsx>", 0],
    ["<details a='`'> `</details>`", 1],
    ["<DETAILS><details></Details >", 1],
  ])("%s: %i open", (text, open) => {
    expect(fitted(text, 1_000)).toBe(text + "\n\n</details>".repeat(open));
  });
});
