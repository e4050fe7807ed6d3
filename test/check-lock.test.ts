/** `npm run check:lock`, which CI runs before it installs anything. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { directoryWith } from "./support/cli.ts";

const SCRIPT = fileURLToPath(new URL("../.github/check-lock.mjs", import.meta.url));
const CHECKSUM = `sha512-${"a".repeat(86)}==`;
const GOOD = { version: "1.0.0", integrity: CHECKSUM };

function check(packages: Readonly<Record<string, object>>): { status: number | null; output: string } {
  const lock = { lockfileVersion: 3, packages: { "": { name: "ours" }, ...packages } };
  const directory = directoryWith({ "package-lock.json": JSON.stringify(lock) });
  const file = join(directory, "package-lock.json");
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, file], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("a lock file", () => {
  it.each([
    ["every package has its checksum", { "node_modules/a": GOOD, "node_modules/b/node_modules/a": GOOD }],
    [
      "an address is npm's own",
      { "node_modules/a": { ...GOOD, resolved: "https://registry.npmjs.org/a.tgz" } },
    ],
    ["a link leads to another entry", { "node_modules/a": { link: true, resolved: "packages/a" } }],
    [
      "a package is inside another",
      { "node_modules/a/node_modules/b": { version: "1.0.0", inBundle: true } },
    ],
  ])("is taken where %s", (_, packages) => {
    expect(check(packages)).toMatchObject({ status: 0 });
  });

  it.each([
    ["has no checksum", { version: "1.0.0", optional: true }],
    ["has a checksum that is too short to be one", { version: "1.0.0", integrity: "sha512-abc" }],
    ["has a weak checksum", { version: "1.0.0", integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }],
    ["comes from another host", { ...GOOD, resolved: "https://mirror.example/a.tgz" }],
    [
      "comes over a connection that anybody can change",
      { ...GOOD, resolved: "http://registry.npmjs.org/a.tgz" },
    ],
  ])("is refused, and the package named, where one %s", (_, wrong) => {
    const { status, output } = check({
      "node_modules/good": GOOD,
      "node_modules/good/node_modules/@scope/wrong": wrong,
    });
    expect(status).toBe(1);
    expect(output).toContain("@scope/wrong@1.0.0: ");
    expect(output).not.toContain("good@1.0.0");
  });
});
