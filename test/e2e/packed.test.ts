/** The package as whoever installs it has it: what is packed, beside the packages that it depends on. */

import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MIB = 1024 ** 2;
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

let home = "";
let installed = "";

/** As npm lays it out. What else the workshop has is out of reach. */
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "blip-lists-packed-"));
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", home];
  const [{ filename }] = JSON.parse(
    execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8", stdio: "pipe" }),
  );
  const packages = join(home, "node_modules");
  installed = join(packages, "blip-lists");
  mkdirSync(packages);
  execFileSync("tar", ["-xzf", filename, "-C", "node_modules"], { cwd: home });
  execFileSync("mv", [join(packages, "package"), installed]);
  for (const name of Object.keys(manifest.dependencies)) {
    symlinkSync(join(ROOT, "node_modules", name), join(packages, name), "junction");
  }
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function blipLists(...args: string[]) {
  const main = join(installed, manifest.bin["blip-lists"]);
  const env = { PATH: process.env.PATH };
  return spawnSync(process.execPath, [main, ...args], { cwd: home, env, encoding: "utf8" });
}

describe("the installed package", () => {
  it("knows its version", () => {
    expect(blipLists("--version")).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it("validates the samples that come with it", () => {
    expect(blipLists("validate", "node_modules/blip-lists/lists")).toMatchObject({ status: 0, stderr: "" });
  });

  it("has the schemas and the library of numbers in it", () => {
    mkdirSync(join(home, "wrong"));
    writeFileSync(
      join(home, "wrong/vip.yaml"),
      "name: vip\ncolour: gold\nmembers:\n  - +351 912 345 678\n  - +351 912\n",
    );
    const { status, stderr } = blipLists("validate", "wrong");
    expect(status).toBe(3);
    expect(stderr).toMatch(/^wrong\/vip\.yaml:2:1.*colour/m);
    expect(stderr).toMatch(/^wrong\/vip\.yaml:5:5: .*\+351/m);
    expect(stderr).not.toContain("vip.yaml:4");
  });

  it("plays the demo: samples, imitation of Blip, saved plan, apply", () => {
    const { status, stdout } = blipLists("demo");
    expect(status).toBe(0);
    expect(stdout).toContain("The second plan is empty");
  });

  it("finds everything that any part of it asks for", () => {
    const loadAll = `for (const file of fs.readdirSync(".")) if (file.endsWith(".js")) require("./" + file)`;
    const chunks = join(installed, "dist/chunks");
    const run = spawnSync(process.execPath, ["-e", loadAll], { cwd: chunks, encoding: "utf8" });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(chunks).filter((name) => name.endsWith(".js")).length).toBeGreaterThan(20);
  });
});

/** Packages that a package brings with it, itself included. */
function withTheirOwn(directory: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(directory)) return found;
  found.add(directory);
  const { dependencies = {} } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) withTheirOwn(nearest(name, directory), found);
  return found;
}

function nearest(name: string, from: string): string {
  const here = join(from, "node_modules", name);
  return existsSync(here) ? here : nearest(name, dirname(from));
}

function sizeOf(path: string): number {
  const info = lstatSync(path);
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

describe("what is installed", () => {
  it("is small: 20 MiB at most, with all that it depends on", () => {
    const directories = Object.keys(manifest.dependencies).map((name) => join(ROOT, "node_modules", name));
    const all = directories.flatMap((directory) => [...withTheirOwn(directory)]);
    expect(all.length).toBeGreaterThan(directories.length);
    const size = [installed, ...new Set(all)].reduce((sum, directory) => sum + sizeOf(directory), 0);
    expect(size / MIB).toBeLessThan(20);
  });

  it("has the licence of every package that is built in", () => {
    const text = readFileSync(join(installed, "dist/THIRD-PARTY-LICENSES"), "utf8");
    const maps = readdirSync(join(installed, "dist/chunks")).filter((name) => name.endsWith(".map"));
    const sources: string[] = maps.flatMap(
      (name) => JSON.parse(readFileSync(join(installed, "dist/chunks", name), "utf8")).sources,
    );
    const names = sources.flatMap((source) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    const builtIn = [...new Set(names)];
    expect(builtIn).toEqual(expect.arrayContaining(["yaml", "libphonenumber-js", "@octokit/core", "sax"]));
    for (const name of builtIn) {
      const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
      const entry = text.split(`${name} ${version}: `)[1] ?? "";
      expect(entry.split("-".repeat(80))[0], name).toMatch(/copyright|permission is hereby granted/i);
    }
  });

  it("is made of what its sources say: a place in it leads to a line of src", () => {
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, "dist/main.js.map"), "utf8"));
    const at = sources.indexOf("../src/main.ts");
    expect(sourcesContent[at]).toBe(readFileSync(join(ROOT, "src/main.ts"), "utf8"));
  });
});
