/** Files that a flag asks for: written whole, or left as they were. */

import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareFile } from "../../src/files/output.ts";
import { PRIVATE, SHARED } from "../../src/files/safe-file.ts";
import { directoryWith } from "../support/cli.ts";
import { makePipe } from "../support/pipe.ts";
import { portsAt } from "../support/runtimes.ts";
import { refusalOf } from "../support/said.ts";

const NOBODY = 65_534;

function prepare(cwd: string, file: string, mode = PRIVATE) {
  return prepareFile("--out", file, mode, portsAt(cwd));
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe("a file that is prepared", () => {
  it("is not there, and neither is anything else, until it is written", () => {
    const cwd = directoryWith({});
    const file = prepare(cwd, "plan.json");
    expect(readdirSync(cwd)).toEqual([]);
    file.write("all of it");
    expect(readdirSync(cwd)).toEqual(["plan.json"]);
    expect(readFileSync(join(cwd, "plan.json"), "utf8")).toBe("all of it");
  });

  it("is for its owner alone, or for everyone, as it was asked for", () => {
    const cwd = directoryWith({ "old.json": "old" });
    chmodSync(join(cwd, "old.json"), 0o666);
    prepare(cwd, "old.json").write("new");
    prepare(cwd, "shared.json", SHARED).write("new");
    expect([modeOf(join(cwd, "old.json")), modeOf(join(cwd, "shared.json"))]).toEqual([0o600, 0o644]);
  });

  it("keeps what it held as long as nothing is written", () => {
    const cwd = directoryWith({ "plan.json": "old" });
    prepare(cwd, "plan.json");
    expect(readFileSync(join(cwd, "plan.json"), "utf8")).toBe("old");
  });

  it("can be written again, and is then the last that was written", () => {
    const cwd = directoryWith({});
    const file = prepare(cwd, "result.json");
    file.write("first");
    file.write("second");
    expect(readFileSync(join(cwd, "result.json"), "utf8")).toBe("second");
  });

  it("does not write into what another name of the old file stands for", () => {
    const cwd = directoryWith({ "plan.json": "old" });
    linkSync(join(cwd, "plan.json"), join(cwd, "other.json"));
    prepare(cwd, "plan.json").write("numbers");
    expect(readFileSync(join(cwd, "other.json"), "utf8")).toBe("old");
  });

  it("may have the longest name there is", () => {
    const cwd = directoryWith({});
    const name = `${"x".repeat(250)}.json`;
    prepare(cwd, name).write("new");
    expect(readdirSync(cwd)).toEqual([name]);
  });

  it("is for whoever owned the old one", () => {
    const cwd = directoryWith({ "plan.json": "old" });
    if (process.getuid?.() === 0) chownSync(join(cwd, "plan.json"), NOBODY, NOBODY);
    const { uid } = statSync(join(cwd, "plan.json"));
    prepare(cwd, "plan.json").write("new");
    expect(statSync(join(cwd, "plan.json")).uid).toBe(uid);
  });

  it("is no file where it is a stream of the process, and then nothing is opened", () => {
    const written = { stdout: "", stderr: "" };
    const ports = portsAt("/", written);
    expect(prepareFile("--out", "/dev/null", PRIVATE, ports).isReplaced).toBe(false);
    prepareFile("--out", "/dev/null", PRIVATE, ports).write("gone");
    prepareFile("--out", "/dev/stdout", PRIVATE, ports).write("shown");
    expect(written).toEqual({ stdout: "shown", stderr: "" });
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("a file that cannot be written", () => {
  it.each([
    ["in a directory that is not there", "nowhere/plan.json", "ENOENT"],
    ["that is a directory", "sub", "EISDIR"],
    ["under a file", "file/plan.json", "ENOTDIR"],
    ["without a name", "", "EISDIR"],
  ])("is refused at once: %s", (_what, file, reason) => {
    const cwd = directoryWith({ file: "x" });
    mkdirSync(join(cwd, "sub"));
    expect(refusalOf(() => prepare(cwd, file))).toContain(
      `--out ${file}: the file cannot be written (${reason})`,
    );
  });

  it.each([
    ["a link to a file", "link"],
    ["a link that leads nowhere", "dangling"],
    ["a link that leads to itself", "loop"],
    ["a link to a directory", "directory"],
    ["a pipe, which would make it wait for ever", "pipe"],
  ])("is refused at once, and what it stands for is kept: %s", (_what, file) => {
    const cwd = directoryWith({ target: "old", "sub/x": "" });
    symlinkSync("target", join(cwd, "link"));
    symlinkSync("nowhere", join(cwd, "dangling"));
    symlinkSync("loop", join(cwd, "loop"));
    symlinkSync("sub", join(cwd, "directory"));
    makePipe(join(cwd, "pipe"));
    const names = readdirSync(cwd);
    expect(refusalOf(() => prepare(cwd, file))).toMatch(/^--out \w+: this is (?:a link|not a regular file)/);
    expect(readdirSync(cwd)).toEqual(names);
    expect(readFileSync(join(cwd, "target"), "utf8")).toBe("old");
  });

  it("because something took its place meanwhile is left alone", () => {
    const cwd = directoryWith({ target: "old" });
    const file = prepare(cwd, "plan.json");
    symlinkSync("target", join(cwd, "plan.json"));
    expect(refusalOf(() => file.write("numbers"))).toContain("this is a link");
    expect(readFileSync(join(cwd, "target"), "utf8")).toBe("old");
    expect(readdirSync(cwd)).toEqual(["plan.json", "target"]);
  });

  it("after all leaves nothing behind, and fails with 1", () => {
    const cwd = directoryWith({});
    const file = prepare(cwd, "plan.json");
    mkdirSync(join(cwd, "plan.json"));
    let view: unknown = null;
    try {
      file.write("numbers");
    } catch (error) {
      view = Object(error).view;
    }
    expect(view).toMatchObject({ exit: 1, said: { code: "output-file" } });
    expect(readdirSync(cwd)).toEqual(["plan.json"]);
  });
});
