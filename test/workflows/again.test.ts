/** A job of apply that is repeated on its own: it keeps the commit that its run began with. */

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readWorkflow } from "../support/workflow-file.ts";
import { temporaryDirectory } from "../support/workflow-git.ts";
import { runScript } from "../support/workflow-shell.ts";
import { programs, ROOT } from "../support/workflow-source.ts";

const STEP = "Is this still what the branch has?";

/** Equal messages make equal commits: everything else of them is the same. */
function commitIn(directory: string, message: string): void {
  mkdirSync(directory);
  const [name, email, date] = ["x", "x@example.org", "2026-11-03T12:00:00Z"];
  const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date };
  const committer = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date };
  const env = { ...process.env, ...author, ...committer };
  for (const words of [["init"], ["commit", "--allow-empty", "-m", message]])
    execFileSync("git", ["-C", directory, ...words, "--quiet"], { stdio: "pipe", env });
}

it.each([
  ["is refused where the branch has moved on: old lists must not come back", "second", 1],
  ["goes on where it has not", "first", 0],
])("%s", async (_, newest, code) => {
  const directory = temporaryDirectory();
  commitIn(join(directory, "main"), "first");
  commitIn(join(directory, "newest"), newest);
  const temporary = join(directory, "temporary");
  mkdirSync(temporary);
  const { jobs } = readWorkflow(`${ROOT}.github/workflows/apply.yml`);
  const step = jobs.apply?.steps?.find(({ name }) => name === STEP);
  expect(step?.if).toBe("github.run_attempt > 1");
  const env = { GITHUB_REF_NAME: "main", PATH: programs() };
  const ran = await runScript({ text: step?.run ?? "", shell: undefined, directory, env, temporary });
  const logged = code === 0 ? "" : expect.stringContaining("main has moved on since this run began");
  expect({ code: ran.code, log: ran.log }).toEqual({ code, log: logged });
});
