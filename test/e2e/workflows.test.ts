/** The workflows: well-formed, pinned, with no more rights than they need. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = `${ROOT}.github/workflows/`;
const FILES = readdirSync(FOLDER);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

function workflow(file: string): Workflow {
  return parse(readFileSync(FOLDER + file, "utf8"));
}

function stepsOf(file: string): readonly Step[] {
  return Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);
}

describe.each(FILES)("%s", (file) => {
  it("is what GitHub takes for a workflow", () => {
    expect(() =>
      execFileSync(process.execPath, [`${ROOT}node_modules/@action-validator/cli/cli.mjs`, FOLDER + file], {
        stdio: "pipe",
      }),
    ).not.toThrow();
  });

  it("pins every action to a commit", () => {
    const uses = stepsOf(file).flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it("may read the repository and nothing else, but for the job that commits identities", () => {
    const { permissions, jobs } = workflow(file);
    expect(permissions).toEqual({ contents: "read" });
    const more = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined);
    expect(more.map(([name, job]) => [name, job.permissions])).toEqual(
      file === "apply.yml" ? [["identities", { contents: "write" }]] : [],
    );
  });

  it("is not run for pull requests with the rights of the base", () => {
    expect(Object.keys(workflow(file).on)).not.toContain("pull_request_target");
  });

  it("puts no expression into a shell", () => {
    for (const { run } of stepsOf(file)) expect(run ?? "").not.toContain("${{");
  });
});

describe("apply.yml", () => {
  it("is never cut off by the next run, and takes its key from an environment", () => {
    const { concurrency, jobs } = workflow("apply.yml");
    expect(concurrency).toEqual({ group: "apply", "cancel-in-progress": false });
    expect(jobs.apply?.environment).toBe("blip");
  });

  it("keeps what look-ups answered also when apply fails", () => {
    const { jobs } = workflow("apply.yml");
    const upload = jobs.apply?.steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(upload?.if).toContain("always()");
  });

  it("commits the identities file in a job without a key, that installs and builds nothing", () => {
    const job = workflow("apply.yml").jobs.identities;
    expect(job?.environment).toBeUndefined();
    expect(JSON.stringify(job)).not.toMatch(/secrets\.|BLIP_KEY|npm |node /);
    const commands = (job?.steps ?? []).flatMap(({ run }) => run ?? []).join("\n");
    expect(commands).toContain("-- lists/identities.lock.csv");
  });
});
