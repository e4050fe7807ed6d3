/** Which of the words after a flag is the directory of the lists. */

import { describe, expect, it } from "vitest";
import { directoryAmong } from "../../src/cli/variadic.ts";
import { directoryWith } from "../support/cli.ts";
import { portsAt } from "../support/runtimes.ts";
import { refusalOf } from "../support/said.ts";

const FILES = { "lists/vip.yaml": "", "other/vip.yaml": "", "a.json": "", "b.json": "" };

function sorted(argument: string | undefined, given: Parameters<typeof directoryAmong>[1]) {
  return directoryAmong(argument, given, portsAt(directoryWith(FILES)));
}

describe("the directory", () => {
  it("is lists where none is named", () => {
    expect(sorted(undefined, {})).toEqual({ directory: "lists", approved: null, reviewed: null });
  });

  it("may stand before the flags, or among the files in any place", () => {
    const expected = { directory: "other", approved: ["a.json", "b.json"], reviewed: null };
    expect(sorted("other", { approved: ["a.json", "b.json"] })).toEqual(expected);
    for (const approved of [
      ["other", "a.json", "b.json"],
      ["a.json", "other", "b.json"],
      ["a.json", "b.json", "other"],
    ])
      expect(sorted(undefined, { approved })).toEqual(expected);
  });

  it("may stand behind --reviewed without a file", () => {
    expect(sorted(undefined, { reviewed: ["other"] })).toEqual({
      directory: "other",
      approved: null,
      reviewed: [],
    });
    expect(sorted("other", { reviewed: true })).toEqual({ directory: "other", approved: null, reviewed: [] });
  });

  it("is one", () => {
    const refused = "lists and other are directories";
    expect(refusalOf(() => sorted("lists", { approved: ["other", "a.json"] }))).toContain(refused);
    expect(refusalOf(() => sorted(undefined, { reviewed: ["lists", "other"] }))).toContain(refused);
  });

  it("is no empty string, as of a variable that is not set", () => {
    expect(refusalOf(() => sorted("", {}))).toBe(
      "the name of the directory is empty. Name a directory, or leave it out",
    );
  });

  it("is not among empty strings, and no file that is not there", () => {
    expect(sorted(undefined, { approved: [""], reviewed: ["nowhere.json"] })).toEqual({
      directory: "lists",
      approved: [""],
      reviewed: ["nowhere.json"],
    });
  });
});
