import { describe, expect, test } from "vitest";
import { read } from "./files.ts";

/** Lists l0, l1, …, each of the lists whose numbers are given for it. */
function listsOf(count: number, madeFrom: (index: number) => readonly number[]): string {
  return Array.from({ length: count }, (_, index) => {
    const forms = madeFrom(index).map((other) => `{list: l${other}}`);
    return `name: l${index}\nmembersFrom: [${forms.join(", ")}]\n`;
  }).join("---\n");
}

function problems(text: string): string[] {
  return read(text).diagnostics.map(({ place, code }) => `${place?.line}:${place?.column} ${code}`);
}

const next = (count: number) => (index: number) => (index + 1 < count ? [index + 1] : []);

describe("lists that are made from lists", () => {
  test("may be so over 100 links", () => {
    expect(problems(listsOf(101, next(101)))).toEqual([]);
  });

  test("may not over more: that is said once, with the way and what to do", () => {
    const [diagnostic, ...others] = read(listsOf(2_000, next(2_000))).diagnostics;
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ severity: "error", code: "too-many-links" });
    expect(diagnostic?.message).toMatch(
      /a chain of more than 100 lists \(l1898 → l1899 → .* → l1999\): write the members/,
    );
    expect(diagnostic?.message.length).toBeLessThan(300);
  });

  test("may be so by ever so many ways, if none of them is long", () => {
    const rows = (index: number) => {
      const row = Math.floor(index / 20);
      return row < 99 ? Array.from({ length: 20 }, (_, place) => (row + 1) * 20 + place) : [];
    };
    expect(problems(listsOf(2_000, rows))).toEqual([]);
  });

  test("are told each where the way becomes too long", () => {
    const text = listsOf(102, (index) => (index < 2 ? [2] : next(102)(index)));
    expect(problems(text)).toEqual([]);
    expect(problems(listsOf(103, (index) => (index < 2 ? [2] : next(103)(index))))).toEqual([
      "2:22 too-many-links",
      "5:22 too-many-links",
    ]);
  });
});

describe("lists that are made from each other", () => {
  test("are one circle, and not a long way, however many they are", () => {
    const [diagnostic, ...others] = read(listsOf(2_000, (index) => [(index + 1) % 2_000])).diagnostics;
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ severity: "error", code: "circle" });
    expect(diagnostic?.message).toMatch(/\(l0 → l1 → .* … 1,991 more … .* → l1999 → l0\)/);
  });

  test("are told for each circle, of very many for the first hundred", () => {
    const all = (count: number) => listsOf(count, () => Array.from({ length: count }, (_, index) => index));
    expect(problems(all(3)).filter((problem) => problem.endsWith(" circle"))).toHaveLength(6);
    expect(problems(all(150))).toHaveLength(100);
  });
});

test("names that no file declares are each told, however many there are; known ones are listed in short", () => {
  const { diagnostics } = read(listsOf(2_000, (index) => [index + 5_000]));
  expect(diagnostics).toHaveLength(2_000);
  const lengths = diagnostics.map(({ message }) => message.length);
  expect(Math.max(...lengths)).toBeLessThan(300);
});
