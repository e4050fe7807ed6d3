/** Flags that name one file, and one directory under several names. */

import { describe, expect, it } from "vitest";
import { directoryName } from "../../src/app/directory-name.ts";
import { checkDistinct } from "../../src/files/distinct.ts";
import { blipLists, directoryWith } from "../support/cli.ts";
import { portsAt } from "../support/runtimes.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

describe("two flags with one file", () => {
  it.each([
    ["plan --out a.json --review ./a.json", "--out and --review name one file, ./a.json: name two"],
    ["apply --yes --plan a.json --result a.json", "--plan and --result name one file, a.json: name two"],
    ["apply --yes --reviewed a.json --journal lists/../a.json", "a review file and --journal name one file"],
    ["apply --yes --journal b --result b", "--journal and --result name one file, b: name two"],
  ])("are refused, and the file is kept: %s", async (command, message) => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", []), "a.json": "old" });
    const { code, stderr } = await shop.run(command);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(shop.names()).toEqual(["a.json", "lists"]);
    expect(shop.read("a.json")).toBe("old");
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it("may read one file twice, and write to one device", () => {
    const ports = portsAt(directoryWith({}));
    checkDistinct(
      [["--out", "b"]],
      [
        ["one", "a"],
        ["another", "a"],
        ["none", null],
      ],
      ports,
    );
    checkDistinct(
      [
        ["--out", "/dev/null"],
        ["--review", "/dev/null"],
      ],
      [],
      ports,
    );
    expect(() => checkDistinct([["--out", "a"]], [["one", "a"]], ports)).toThrow(
      "one and --out name one file",
    );
  });
});

describe("a directory", () => {
  it("has one name, however it is written, and tells of no home", async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", []) });
    for (const directory of ["lists", "./lists/", `${shop.cwd}/lists`, "lists/../lists"]) {
      await shop.run(`plan ${directory} --review review.json`);
      expect(JSON.parse(shop.read("review.json")).directory).toBe("lists");
      await shop.run(`apply ${directory} --yes --result result.json`);
      expect(JSON.parse(shop.read("result.json")).directory).toBe("lists");
    }
  });

  it("that is the working directory is a point", () => {
    expect([".", "./", "/somewhere/x"].map((name) => directoryName(name, portsAt("/somewhere/x")))).toEqual([
      ".",
      ".",
      ".",
    ]);
  });

  it.each([
    ["validate", ""],
    ["plan", ""],
    ["apply", "", "--yes"],
  ])("is no empty word, as of a variable that is not set: %s", async (...args) => {
    const cwd = directoryWith({ "vip.yaml": listOf("vip", []) });
    const { code, stderr } = await blipLists(args, { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("the directory is an empty word: name one, or leave it out");
  });
});
