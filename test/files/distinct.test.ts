/** Flags that name one file, and one directory under several names. */

import { linkSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { directoryName } from "../../src/app/directory-name.ts";
import { checkDistinct, checkFiles } from "../../src/files/distinct.ts";
import { blipLists, directoryWith } from "../support/cli.ts";
import { makePipe } from "../support/pipe.ts";
import { portsAt } from "../support/runtimes.ts";
import { refusalOf } from "../support/said.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

describe("two flags with one file", () => {
  it.each([
    ["plan --out a.json --review ./a.json", "--out and --review name the same file, ./a.json. Name two"],
    ["apply --yes --plan a.json --result a.json", "--plan and --result name the same file, a.json. Name two"],
    [
      "apply --yes --reviewed a.json --journal lists/../a.json",
      "a review file and --journal name the same file",
    ],
    ["apply --yes --journal b --result b", "--journal and --result name the same file, b. Name two"],
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
    expect(refusalOf(() => checkDistinct([["--out", "a"]], [["one", "a"]], ports))).toContain(
      "one and --out name the same file",
    );
  });
});

/** A directory of lists, other directories, and links of every kind between them. */
function linkedFiles(): string {
  const cwd = directoryWith({
    "lists/vip.yaml": "",
    "lists/north/numbers.csv": "",
    "lists/identities.lock.csv": "",
    "south/bot.yaml": "",
    "out/a.json": "old",
  });
  symlinkSync("lists", join(cwd, "link-to-lists"));
  symlinkSync("out", join(cwd, "link-to-out"));
  symlinkSync("out/a.json", join(cwd, "link.json"));
  linkSync(join(cwd, "out/a.json"), join(cwd, "hard.json"));
  linkSync(join(cwd, "lists/north/numbers.csv"), join(cwd, "hard.csv"));
  makePipe(join(cwd, "pipe"));
  mkdirSync(join(cwd, "listsandmore"));
  return cwd;
}

describe("two flags with one file by another name", () => {
  it.each([
    ["out/a.json", "link-to-out/a.json"],
    ["out/new.json", "link-to-out/new.json"],
    ["out/new/x.json", "link-to-out/new/x.json"],
    ["out/a.json", "hard.json"],
    ["out/a.json", "out/A.JSON"],
    ["new.json", "New.json"],
    ["caf\u00e9.json", "cafe\u0301.json"],
    ["out/a.json", "out/../out//./a.json"],
    ["link.json", "out/a.json"],
  ])("are refused: %s and %s", (one, other) => {
    const cwd = linkedFiles();
    for (const [a, b] of [
      [one, other],
      [other, one],
      [join(cwd, one), other],
    ] as const) {
      const named = [["--review", b]] as const;
      expect(refusalOf(() => checkDistinct([["--out", a], ...named], [], portsAt(cwd)))).toContain(
        "--out and --review name the same file",
      );
      expect(refusalOf(() => checkDistinct(named, [["--plan", a]], portsAt(cwd)))).toContain(
        "--plan and --review name the same file",
      );
    }
  });

  it.each([
    ["out/a.json", "out/b.json"],
    ["out/a.json", "a.json"],
    ["out/new.json", "other/new.json"],
  ])("are two where they are: %s and %s", (one, other) => {
    checkDistinct(
      [
        ["--out", one],
        ["--review", other],
      ],
      [],
      portsAt(linkedFiles()),
    );
  });
});

describe("a flag that names a file of the directory of lists", () => {
  it.each([
    "lists/vip.yaml",
    "lists/new.yaml",
    "lists/plan.json",
    "./lists/../lists/north/numbers.csv",
    "lists/identities.lock.csv",
    "lists/.first-imports.json",
    "lists/.apply.lock",
    "link-to-lists/vip.yaml",
    "south/vip.yaml",
    "link-to-lists/north/new.json",
    "lists/new/deeper/x.json",
    "hard.csv",
  ])("is refused, by whatever way: %s", (file) => {
    const cwd = linkedFiles();
    for (const directory of ["lists", "./lists/", "link-to-lists", join(cwd, "lists")]) {
      for (const name of [file, join(cwd, file)]) {
        const check = () => checkFiles({ written: [["--out", name]], directory }, portsAt(cwd));
        expect(refusalOf(check)).toContain("this file is in the directory of lists");
      }
    }
  });

  it("is none beside it, or where there is no such directory", () => {
    const harness = portsAt(linkedFiles());
    const written = [["--out", "listsandmore/plan.json"]] as const;
    checkFiles({ written, directory: "lists" }, harness);
    checkFiles({ written, directory: "nowhere" }, harness);
    checkFiles({ written: [["--out", null]], directory: "lists" }, harness);
  });

  it("may be an output in the directory that a person works in, and nothing that lists are read from", () => {
    const lists = join(linkedFiles(), "lists");
    const check = (file: string) => () =>
      checkFiles({ written: [["--out", file]], directory: "." }, portsAt(lists));
    for (const file of ["plan.json", "journal.jsonl", "north/plan.json"]) expect(check(file)).not.toThrow();
    for (const file of [
      "vip.yaml",
      "new.yml",
      "x.csv",
      "numbers",
      ".first-imports.json",
      "identities.lock.csv",
    ])
      expect(refusalOf(check(file))).toContain("this file is in the directory of lists");
  });

  it.each([
    ["--journal", "link.json", "a link"],
    ["--result", "link-to-out", "a link"],
    ["--out", "pipe", "not a regular file"],
    ["--review", "out", "EISDIR"],
  ])("or %s %s, which is no file, is refused before anything is written", (flag, file, message) => {
    const harness = portsAt(linkedFiles());
    expect(
      refusalOf(() =>
        checkFiles(
          {
            written: [
              ["--other", "other"],
              [flag, file],
            ],
            directory: "lists",
          },
          harness,
        ),
      ),
    ).toContain(message);
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
    expect(stderr).toContain("the name of the directory is empty. Name a directory, or leave it out");
  });
});
