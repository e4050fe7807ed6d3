/** What a start costs: what is loaded for it, and what is kept between runs. */

import { existsSync, writeFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cacheDirectory } from "../../src/cli/compile-cache.ts";
import { blipLists, directoryWith } from "../support/cli.ts";
import { sourcesLoadedBy } from "../support/loaded.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const list = (member: string) => ({ "lists/vip.yaml": `name: vip\nmembers:\n  - ${member}\n` });

/** Packages of which something was loaded. */
function packagesIn(sources: readonly string[]): string[] {
  const names = sources.map((source) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? "");
  return [...new Set(names)].filter((name) => name !== "").sort();
}

describe("loaded is what is needed", () => {
  it("for the version: nothing of any package", async () => {
    for (const flag of ["--version", "-V"]) {
      expect(packagesIn(await sourcesLoadedBy([flag], { cwd: ROOT }))).toEqual([]);
    }
  });

  it("to validate the samples: neither the library of numbers, nor tables, nor Blip", async () => {
    const sources = await sourcesLoadedBy(["validate", "lists"], { cwd: ROOT });
    const expected = ["ajv", "chalk", "commander", "fastest-levenshtein", "yaml"];
    expect(packagesIn(sources)).toEqual(expected);
    expect(sources.filter((source) => /\/src\/(?:blip|apply|survey|github|emulator)\//.test(source))).toEqual(
      [],
    );
  });

  it("for a number that no shortcut knows: the library of numbers", async () => {
    const sources = await sourcesLoadedBy(["validate"], { cwd: directoryWith(list("+351 912 345 678")) });
    expect(packagesIn(sources)).toContain("libphonenumber-js");
  });
});

describe("compiled code", () => {
  const isKept = "enableCompileCache" in module;
  const version = /^\d+\.\d+\.\d+\n$/;

  it("is kept below the person's own caches where Node.js can", async () => {
    const cwd = directoryWith({});
    const { stdout, stderr, code } = await blipLists(["--version"], { cwd, env: { XDG_CACHE_HOME: cwd } });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(version);
    expect(existsSync(join(cwd, "blip-lists"))).toBe(isKept);
  });

  it("is not kept where NODE_DISABLE_COMPILE_CACHE says so", async () => {
    const cwd = directoryWith({});
    const env = { XDG_CACHE_HOME: cwd, NODE_DISABLE_COMPILE_CACHE: "1" };
    expect(await blipLists(["--version"], { cwd, env })).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(join(cwd, "blip-lists"))).toBe(false);
  });

  it("is no trouble where its directory cannot be made, or is not there", async () => {
    const cwd = directoryWith({});
    const file = join(cwd, "a-file");
    writeFileSync(file, "");
    for (const XDG_CACHE_HOME of [file, "/dev/null", join(cwd, "not", "there"), "relative"]) {
      const run = await blipLists(["--version"], { cwd, env: { XDG_CACHE_HOME } });
      expect(run).toMatchObject({ code: 0, stderr: "" });
    }
    expect(existsSync(join(cwd, "relative"))).toBe(false);
  });

  it.each([
    ["linux", { HOME: "/home/ana", XDG_CACHE_HOME: "/var/cache/ana" }, "/var/cache/ana/blip-lists"],
    ["linux", { HOME: "/home/ana", XDG_CACHE_HOME: "cache" }, "/home/ana/.cache/blip-lists"],
    ["linux", { HOME: "/home/ana" }, "/home/ana/.cache/blip-lists"],
    ["darwin", { HOME: "/Users/ana" }, "/Users/ana/Library/Caches/blip-lists"],
    ["win32", { LOCALAPPDATA: "/c/Ana/Local" }, "/c/Ana/Local/blip-lists"],
    ["linux", { LOCALAPPDATA: "/c/Ana/Local" }, null],
    ["linux", { HOME: "" }, null],
  ] as const)("belongs to the person: on %s with %j in %s", (platform, env, expected) => {
    expect(cacheDirectory(env, platform)).toBe(expected);
  });
});
