/** The workflow files as they are written: well-formed, pinned, with no more rights than they need. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BEGINNING, fillIn } from "../support/workflow-expressions.ts";
import type { Job, Step, Values, Workflow } from "../support/workflow-file.ts";
import { needsOf, readAction, readWorkflow } from "../support/workflow-file.ts";
import { ROOT } from "../support/workflow-source.ts";

const WORKFLOWS = `${ROOT}.github/workflows/`;
const ACTIONS = `${ROOT}.github/actions/`;
const FILES = readdirSync(WORKFLOWS).filter((name) => name.endsWith(".yml"));

/** The commits of the releases that are used. */
const PINS: Readonly<Record<string, string>> = {
  "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  "actions/setup-node": "820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  "actions/upload-artifact": "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
  "actions/download-artifact": "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
  "actions/cache": "27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
};

/** The jobs that may do more than read the repository. */
const MORE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "plan.yml comment": { contents: "read", "pull-requests": "write" },
  "apply.yml reviewed": { actions: "read", contents: "read", "pull-requests": "write" },
  "apply.yml report": { contents: "read", "pull-requests": "write" },
  "apply.yml identities": { contents: "write", "pull-requests": "write" },
  "drift.yml issue": { contents: "read", issues: "write" },
  "release.yml publish": { contents: "read", "id-token": "write" },
};

/** How an action is to be written that is used, or a part of one: `actions/cache/save`. */
function pinned(used: string): string {
  const name = used.replace(/@.*$/, "");
  const [owner, repository] = name.split("/");
  return `${name}@${PINS[`${owner}/${repository}`]}`;
}

interface NamedJob {
  readonly where: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

const JOBS: readonly NamedJob[] = FILES.flatMap((file) => {
  const workflow = readWorkflow(WORKFLOWS + file);
  return Object.entries(workflow.jobs).map(([name, job]) => ({ where: `${file} ${name}`, job, workflow }));
});

/** Jobs and actions alike: whatever has steps. */
const STEPS: readonly { readonly where: string; readonly steps: readonly Step[] }[] = [
  ...JOBS.map(({ where, job }) => ({ where, steps: job.steps ?? [] })),
  ...readdirSync(ACTIONS).map((name) => ({
    where: name,
    steps: readAction(`${ACTIONS}${name}/action.yml`).runs.steps,
  })),
];

const hasKey = ({ job }: NamedJob) => /BLIP_KEY/.test(JSON.stringify(job));
const mayWrite = ({ job }: NamedJob) => Object.values(job.permissions ?? {}).includes("write");
const named = ({ where }: { readonly where: string }) => where;

describe.each([
  ...FILES.map((file) => WORKFLOWS + file),
  ...readdirSync(ACTIONS).map((name) => `${ACTIONS}${name}/action.yml`),
])("%s", (path) => {
  it("is what GitHub takes", () => {
    const validator = `${ROOT}node_modules/@action-validator/cli/cli.mjs`;
    expect(() => execFileSync(process.execPath, [validator, path], { stdio: "pipe" })).not.toThrow();
  });

  it("pins every action to the commit of its release, and takes actions of its own from the tool alone", () => {
    const uses = [...readFileSync(path, "utf8").matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(
      ([, used = ""]) => used,
    );
    for (const used of uses) {
      const local = /^\.\/tool\/\.github\/actions\/(\w+)$/.exec(used)?.[1];
      if (local !== undefined) expect(existsSync(`${ACTIONS}${local}/action.yml`)).toBe(true);
      else expect(used).toBe(pinned(used));
    }
  });
});

describe("the workflows", () => {
  it("may read the repository and nothing else, but for the jobs that must write", () => {
    for (const file of FILES)
      expect(readWorkflow(WORKFLOWS + file).permissions).toEqual({ contents: "read" });
    const more = JOBS.filter(({ job }) => job.permissions !== undefined);
    expect(Object.fromEntries(more.map(({ where, job }) => [where, job.permissions]))).toEqual(MORE);
  });

  it("are not run with the rights of the base for what others wrote", () => {
    for (const file of FILES) {
      const events = Object.keys(readWorkflow(WORKFLOWS + file).on);
      expect(events).not.toContain("pull_request_target");
      expect(events).not.toContain("workflow_run");
    }
  });

  it.each(STEPS)("put no expression into a shell: $where", ({ steps }) => {
    for (const { run, shell } of steps) expect(`${run}${shell}`).not.toContain("${{");
  });

  it.each(STEPS)("leave no credentials behind, but where something is pushed: $where", ({ where, steps }) => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    const pushes = where === "apply.yml identities";
    for (const step of checkouts) expect(step.with).toMatchObject({ "persist-credentials": pushes });
  });

  it.each(JOBS)("refer to outputs and steps that there are: $where", ({ job, workflow }) => {
    const text = JSON.stringify(job);
    const needs = needsOf(job);
    for (const [, name = "", output] of text.matchAll(/needs\.([\w-]+)\.(?:outputs\.([\w-]+)|result)/g)) {
      expect(needs).toContain(name);
      if (output !== undefined) expect(workflow.jobs[name]?.outputs).toHaveProperty(output);
    }
    const ids = (job.steps ?? []).map(({ id }) => id);
    for (const [, id] of text.matchAll(/steps\.([\w-]+)\./g)) expect(ids).toContain(id);
  });

  it.each(JOBS)("end some time, and one leg of a matrix does not end the others: $where", ({ job }) => {
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
    if (job.strategy !== undefined) expect(job.strategy["fail-fast"]).toBe(false);
  });

  it("cut off no apply, no drift and no release by the next", () => {
    for (const file of ["apply.yml", "drift.yml", "release.yml"])
      expect(readWorkflow(WORKFLOWS + file).concurrency).toMatchObject({ "cancel-in-progress": false });
  });

  it("can be called by another repository", () => {
    for (const file of ["plan.yml", "apply.yml", "drift.yml"])
      expect(readWorkflow(WORKFLOWS + file).on.workflow_call?.inputs).toHaveProperty("lists");
  });
});

describe("the key", () => {
  it("is in three jobs", () => {
    expect(JOBS.filter(hasKey).map(named)).toEqual(["apply.yml apply", "drift.yml plan", "plan.yml plan"]);
  });

  it.each(JOBS.filter(hasKey))("is beside no right to write: $where", (one) => {
    expect(mayWrite(one)).toBe(false);
  });

  it.each(JOBS.filter(hasKey))("comes from an environment, and goes to one step: $where", ({ job }) => {
    expect(job.environment).toMatch(/^\$\{\{ matrix\.(?:planE|e)nvironment \}\}$/);
    const steps = (job.steps ?? []).filter((step) => JSON.stringify(step).includes("secrets."));
    expect(steps).toHaveLength(1);
    expect(JSON.stringify(job.env ?? {})).not.toContain("secrets.");
  });
});

describe("whoever may write", () => {
  const writers = JOBS.filter(mayWrite);

  it.each(JOBS)(
    "has its token in the steps that need it, not while packages are installed: $where",
    ({ job }) => {
      expect(JSON.stringify(job.env ?? {})).not.toContain("github.token");
    },
  );

  it.each(writers.filter(({ where }) => where !== "release.yml publish"))(
    "has no environment, and no secret: $where",
    ({ job }) => {
      expect(job.environment).toBeUndefined();
      expect(JSON.stringify(job)).not.toContain("secrets.");
    },
  );

  it.each(writers)("runs the tool alone, and nothing that was uploaded: $where", ({ where, job }) => {
    const commands = (job.steps ?? []).flatMap(({ run }) => run ?? []).join("\n");
    const programs = [...commands.matchAll(/^ *(?:exec )?(?:node|npm|npx) .*$/gm)].map(([line]) =>
      line.trim(),
    );
    if (where === "release.yml publish") {
      expect(programs.filter((line) => !line.startsWith("npm config "))).toEqual([
        expect.stringMatching(/^npm publish .* --ignore-scripts$/),
      ]);
      return;
    }
    for (const line of programs)
      expect(line).toMatch(/^(?:exec )?node tool\/dist\/main\.js (?:comment|drift|reviews) /);
  });

  it("commits the identities file without having built anything", () => {
    const job = JOBS.find(({ where }) => where === "apply.yml identities")?.job;
    expect(JSON.stringify(job)).not.toMatch(/npm |node |\.\/tool/);
    expect(JSON.stringify(job)).toContain('-- \\"$FILE\\"');
  });
});

describe("plan.yml", () => {
  const { on, concurrency } = readWorkflow(`${WORKFLOWS}plan.yml`);
  const groupOf = (event: Values, ref = "refs/pull/1/merge") => {
    const contexts = { inputs: { lists: "lists" }, github: { event, ref, run_id: "7" } };
    return fillIn(concurrency?.group ?? "", { contexts, status: BEGINNING });
  };

  it("runs for pull requests that are opened, pushed to, opened again or for another branch, and for a merge queue", () => {
    expect(on.pull_request).toMatchObject({ types: ["opened", "synchronize", "reopened", "edited"] });
    expect(on.merge_group).toMatchObject({ types: ["checks_requested"] });
  });

  it("is cut off by a newer plan of the same pull request, and by nothing else", () => {
    const pull_request = { number: 1 };
    const pushed = groupOf({ action: "synchronize", pull_request });
    expect(pushed).toBe("blip-lists-plan-lists-1");
    expect(groupOf({ action: "edited", changes: { base: {} }, pull_request })).toBe(pushed);
    expect(groupOf({ action: "edited", changes: { title: {} }, pull_request })).not.toBe(pushed);
    const queue = "refs/heads/gh-readonly-queue/main/pr-1-abc";
    expect(groupOf({ action: "checks_requested", merge_group: {} }, queue)).toBe(
      `blip-lists-plan-lists-${queue}`,
    );
  });
});

describe("a job that is cancelled", () => {
  it.each(STEPS)("reaches the tool, which stands in the place of the shell: $where", ({ steps }) => {
    const lines = steps.flatMap(({ run = "" }) => run.split("\n")).map((line) => line.trim());
    const long = lines.filter((line) => /main\.js (?:validate|plan|apply|reviews|drift)\b/.test(line));
    for (const line of long) expect(line).toMatch(/^exec node /);
  });
});

describe("a review file", () => {
  it("is left by the plan of a pull request alone: nothing else may pass for what a person saw", () => {
    const leaving = JOBS.filter(({ job }) =>
      (job.steps ?? []).some(
        ({ uses, with: inputs }) =>
          uses?.startsWith("actions/upload-artifact@") && /^blip-lists-review-/.test(String(inputs?.name)),
      ),
    );
    expect(leaving.map(named)).toEqual(["plan.yml plan"]);
  });
});

describe("apply.yml", () => {
  it("keeps what look-ups answered, and the result, also when apply fails", () => {
    const { jobs } = readWorkflow(`${WORKFLOWS}apply.yml`);
    const uploads =
      jobs.apply?.steps?.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")) ?? [];
    expect(uploads.map((step) => step.if)).toEqual(["always()", "always()"]);
  });
});
