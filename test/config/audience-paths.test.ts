/** Where files of numbers may lie: beside the list or below, and nowhere else. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/config/desired.ts";
import { loadDirectory } from "../../src/config/load.ts";
import { directoryWith } from "../support/cli.ts";
import { spoken } from "../support/said.ts";

async function read(path: string) {
  const root = directoryWith({
    "lists/sub/vip.yaml": `name: vip\nmembersFrom:\n  file: ${JSON.stringify(path)}\n`,
    "lists/sub/vip.csv": "+55 31 99999-8888\n",
    "lists/above.csv": "+55 31 99999-7777\n",
    "outside.csv": "+55 31 99999-6666\n",
  });
  mkdirSync(join(root, "lists/sub/folder"));
  writeFileSync(join(root, "lists/sub/folder/below.csv"), "+55 31 99999-5555\n");
  symlinkSync(join(root, "outside.csv"), join(root, "lists/sub/out.csv"));
  symlinkSync("../above.csv", join(root, "lists/sub/in.csv"));
  const { desired, diagnostics } = await readConfiguration(await loadDirectory("lists", root));
  return {
    members: desired.lists.flatMap(({ include }) => include.members.map(({ member }) => member)),
    problems: diagnostics.map(spoken).map(({ place, message }) => `${place?.file}:${place?.line} ${message}`),
  };
}

test.each([
  ["vip.csv", "+5531999998888"],
  ["./vip.csv", "+5531999998888"],
  ["folder/below.csv", "+5531999995555"],
  ["in.csv", "+5531999997777"],
])("%s is read", async (path, member) => {
  expect(await read(path)).toEqual({ members: [member], problems: [] });
});

test.each([
  ["../above.csv", "without / in front and without .."],
  ["folder/../vip.csv", "without / in front and without .."],
  ["/etc/passwd", "without / in front and without .."],
  ["C:\\vip.csv", "without / in front and without .."],
  ["out.csv", "this link leads out of the directory"],
  ["folder", "this is a directory: name a file"],
  ["nowhere.csv", "there is no such file"],
])("%s is refused, at its place in the list file", async (path, message) => {
  const { members, problems } = await read(path);
  expect([members, problems.length]).toEqual([[], 1]);
  expect(problems[0]).toContain("lists/sub/vip.yaml:3 ");
  expect(problems[0]).toContain(message);
});
