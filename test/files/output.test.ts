/** Files that a flag asks for: written whole, or left as they were. */

import {
  chmodSync,
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
import { PRIVATE, prepareFile, SHARED } from "../../src/files/output.ts";
import { directoryWith } from "../support/cli.ts";
import { portsAt } from "../support/runtimes.ts";

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

  it("is written where a symbolic link leads, and the link stays", () => {
    const cwd = directoryWith({ "elsewhere/plan.json": "old" });
    symlinkSync("elsewhere/plan.json", join(cwd, "link.json"));
    prepare(cwd, "link.json").write("new");
    expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "elsewhere/plan.json"), "utf8")).toBe("new");
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual(["plan.json"]);
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

  it("is no file where it is a device, whose place nothing takes", () => {
    const file = prepare("/", "/dev/null");
    expect(file.isReplaced).toBe(false);
    file.write("gone");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("a file that cannot be written", () => {
  it.each([
    ["in a directory that is not there", "nowhere/plan.json", "ENOENT"],
    ["that is a directory", "sub", "EISDIR"],
    ["under a file", "file/plan.json", "ENOTDIR"],
    ["without a name", "", "EISDIR"],
    ["of a link that leads to itself", "loop", "ELOOP"],
  ])("is refused at once: %s", (_what, file, reason) => {
    const cwd = directoryWith({ file: "x" });
    mkdirSync(join(cwd, "sub"));
    symlinkSync("loop", join(cwd, "loop"));
    expect(() => prepare(cwd, file)).toThrow(`--out ${file}: the file cannot be written (${reason})`);
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
    expect(view).toMatchObject({ exit: 1, code: "output-file" });
    expect(readdirSync(cwd)).toEqual(["plan.json"]);
  });
});
