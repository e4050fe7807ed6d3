/** What is released: the version that the tag names. */

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readWorkflow } from "../support/workflow-file.ts";
import { temporaryDirectory } from "../support/workflow-git.ts";
import { runScript } from "../support/workflow-shell.ts";
import { programs, ROOT } from "../support/workflow-source.ts";

const { jobs } = readWorkflow(`${ROOT}.github/workflows/release.yml`);

describe("release.yml", () => {
  it.each([
    ["v1.2.3", 0],
    ["v1.2.4", 1],
    ["1.2.3", 1],
  ])("takes the tag %s for version 1.2.3 with exit code %i", async (tag, code) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "package.json"), '{"version": "1.2.3"}');
    const temporary = join(directory, "temporary");
    mkdirSync(temporary);
    const step = jobs.pack?.steps?.find(({ name }) => name === "The tag names the version");
    const ran = await runScript({
      text: step?.run ?? "",
      shell: undefined,
      directory,
      env: { GITHUB_REF_NAME: tag, PATH: programs() },
      temporary,
    });
    expect({ code: ran.code, log: ran.log }).toEqual({
      code,
      log: code === 0 ? "" : expect.stringContaining(tag),
    });
  });

  it("tests what it publishes, and publishes with provenance", () => {
    const commands = Object.values(jobs).flatMap(({ steps }) => steps?.flatMap(({ run }) => run ?? []) ?? []);
    expect(commands.slice(1)).toEqual([
      "npm ci",
      "npm test",
      'npm pkg set repository.type=git repository.url="git+$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git"',
      'npm pack --pack-destination "$RUNNER_TEMP"',
      expect.stringContaining("npm publish ./package/*.tgz --provenance --access public --ignore-scripts\n"),
    ]);
    expect(jobs.publish?.needs).toBe("pack");
  });

  it("packs what the tool needs, and nothing of its workshop", () => {
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const packed = execFileSync("npm", args, {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ files }] = JSON.parse(packed);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "dist/main.js",
        "lists/README.md",
        "lists/black-friday.yaml",
        "README.md",
        "LICENSE",
      ]),
    );
    expect(paths.filter((path) => /^(?:test|\.github|\.ci|build)\//.test(path))).toEqual([]);
  });
});
