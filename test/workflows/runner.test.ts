/** The runner of workflows itself: what it does must be what GitHub does, or it proves nothing. */

import { describe, expect, it } from "vitest";
import type { Event, Forge } from "../support/workflow-forge.ts";
import { Repository } from "../support/workflow-git.ts";
import type { FinishedRun } from "../support/workflow-runner.ts";
import { runWorkflow } from "../support/workflow-runner.ts";
import { parseCommandFile } from "../support/workflow-shell.ts";
import { programs } from "../support/workflow-source.ts";

const HEAD =
  "on: {push: {}, workflow_call: {inputs: {word: {default: none}}}}\npermissions: {contents: read}\n";

/** Runs a workflow of these jobs, and a called one beside it, on a push. */
function run(
  jobs: string,
  { called = "jobs: {}", event = {} }: { called?: string; event?: Partial<Event> } = {},
): Promise<FinishedRun> {
  const repository = new Repository({
    ".github/workflows/it.yml": `${HEAD}${jobs}`,
    ".github/workflows/called.yml": `${HEAD}${called}`,
  });
  const sha = repository.at("refs/heads/main");
  const forge: Forge = {
    repository: "acme/lists",
    repositories: new Map([["acme/lists", repository]]),
    environments: { there: { secrets: { KEY: "hidden" }, vars: { WORD: "shown" } } },
    apiUrl: "http://127.0.0.1:1/api",
    caches: new Map(),
    tokenFor: (permissions) => `token for ${JSON.stringify(permissions)}`,
    onArtifact: () => {},
  };
  return runWorkflow({
    forge,
    event: { name: "push", payload: {}, ref: "refs/heads/main", sha, headSha: sha, ...event },
    workflow: ".github/workflows/it.yml",
    runId: 7,
    path: programs(),
  });
}

const resultsOf = ({ jobs }: FinishedRun) => jobs.map(({ name, result }) => `${name}: ${result}`);

describe("jobs", () => {
  it("wait for what they need, and are skipped behind what failed or was skipped, unless they say always()", async () => {
    const done = await run(`jobs:
  last: {needs: broken, if: always(), steps: [{run: "true"}]}
  afterLast: {needs: last, steps: [{run: "true"}]}
  behind: {needs: broken, steps: [{run: "true"}]}
  broken: {steps: [{run: "false"}, {run: echo never}, {if: failure(), run: echo mended}]}
`);
    expect(resultsOf(done)).toEqual([
      "broken: failure",
      "last: success",
      "behind: skipped",
      "afterLast: skipped",
    ]);
    expect(done.log).toBe("mended\n");
    expect(done.conclusion).toBe("failure");
  });

  it("hand outputs on, of which a matrix is made", async () => {
    const done = await run(`jobs:
  first:
    outputs: {list: "\${{ steps.it.outputs.list }}"}
    steps: [{id: it, run: 'echo "list=[{\\"a\\": 1}, {\\"a\\": 2}]" >> "$GITHUB_OUTPUT"'}]
  second:
    needs: first
    name: second \${{ matrix.a }}
    strategy: {fail-fast: false, max-parallel: 1, matrix: {include: "\${{ fromJSON(needs.first.outputs.list) }}"}}
    steps: [{run: 'echo "a is $A"', env: {A: "\${{ matrix.a }}"}}]
`);
    expect(resultsOf(done)).toEqual(["first: success", "second 1: success", "second 2: success"]);
    expect(done.log).toBe("a is 1\na is 2\n");
  });

  it("get secrets and variables from their environment, and a token that may do what they say", async () => {
    const steps = `[{run: 'echo "$KEY,$WORD,$TOKEN"', env: {KEY: "\${{ secrets.KEY }}", WORD: "\${{ vars.WORD }}", TOKEN: "\${{ github.token }}"}}]`;
    const jobs = `jobs:\n  in: {environment: there, permissions: {issues: write}, steps: ${steps}}\n  out: {steps: ${steps}}\n`;
    const shown = ['hidden,shown,token for {"issues":"write"}', ',,token for {"contents":"read"}', ""].join(
      "\n",
    );
    expect((await run(jobs)).log).toBe(shown);
    const forked = await run(jobs, { event: { fromFork: true } });
    expect(forked.log).toContain(',shown,token for {"issues":"read"}');
  });

  it("call workflows, which see secrets where they inherit them, and know where they are from", async () => {
    const called = `jobs:
  it:
    environment: there
    steps: [{run: 'echo "$WORD $KEY $FROM"', env: {WORD: "\${{ inputs.word }}", KEY: "\${{ secrets.KEY }}", FROM: "\${{ job.workflow_repository }}"}}]
`;
    const call = (more: string) => `jobs:\n  it: {uses: ./.github/workflows/called.yml, ${more}}\n`;
    const inherits = await run(call("secrets: inherit, with: {word: said}"), { called });
    expect(inherits.log).toBe("said hidden acme/lists\n");
    expect((await run(call("with: {}"), { called })).log).toBe("none  acme/lists\n");
    const greedy = called.replace("environment: there", "permissions: {issues: write}");
    await expect(run(call("secrets: inherit"), { called: greedy })).rejects.toThrow(
      "is requesting 'issues: write', but is only allowed 'issues: none'",
    );
  });
});

describe("steps", () => {
  it("have the environment that GitHub gives, and no more", async () => {
    const done = await run(`jobs: {it: {env: {OWN: "1"}, steps: [{run: "env | cut -d= -f1 | sort"}]}}\n`);
    const names = done.log.trim().split("\n");
    const shells = ["PATH", "HOME", "PWD", "SHLVL", "_", "OLDPWD"];
    const strange = names.filter((name) => !/^(?:GITHUB|RUNNER)_/.test(name) && !shells.includes(name));
    expect(strange).toEqual(["CI", "OWN"]);
    for (const name of [
      "GITHUB_API_URL",
      "GITHUB_EVENT_PATH",
      "GITHUB_REPOSITORY",
      "GITHUB_RUN_ID",
      "GITHUB_SHA",
    ])
      expect(names).toContain(name);
    expect(names).not.toContain("GITHUB_TOKEN");
  });

  it("stop at the first command that fails, within a pipe where the shell is named", async () => {
    const done = await run(`jobs:
  plain: {steps: [{run: "false | true\\necho went on"}]}
  named: {steps: [{shell: bash, run: "false | true\\necho did not"}]}
`);
    expect(resultsOf(done)).toEqual(["plain: success", "named: failure"]);
    expect(done.log).toBe("went on\n");
  });

  it("may fail and be reported", async () => {
    const done = await run(`jobs:
  it: {steps: [{id: a, continue-on-error: true, run: exit 3}, {if: steps.a.outcome == 'failure', run: "echo \\"$C\\"", env: {C: "\${{ steps.a.conclusion }}"}}]}
`);
    expect(done.conclusion).toBe("success");
    expect(done.log).toBe("success\n");
  });

  it("push only with the right to, and with credentials that were kept", async () => {
    const push = (with_: string, permissions: string) =>
      run(`jobs:
  it:
    permissions: {contents: ${permissions}}
    steps:
      - {uses: actions/checkout@x, with: {${with_}}}
      - run: |
          git -c user.name=a -c user.email=a@example.com commit --quiet --allow-empty -m x
          git push --quiet origin HEAD:refs/heads/other
`);
    expect((await push("ref: refs/heads/main", "write")).conclusion).toBe("success");
    expect((await push("ref: refs/heads/main", "read")).conclusion).toBe("failure");
    expect((await push("persist-credentials: false", "write")).conclusion).toBe("failure");
    expect((await push("ref: refs/heads/main", "none")).log).toContain("the token may not read contents");
  });

  it("leave artifacts to the jobs behind them, and caches to the runs", async () => {
    const done = await run(`jobs:
  one:
    steps:
      - run: mkdir deep && echo hello > deep/word
      - {uses: actions/upload-artifact@x, with: {name: a-b, path: deep}}
      - {uses: actions/cache/save@x, with: {key: k/1, path: deep}}
  two:
    needs: one
    steps:
      - {uses: actions/download-artifact@x, with: {pattern: a-*, path: got}}
      - {uses: actions/download-artifact@x, with: {pattern: nothing, path: got, merge-multiple: true}}
      - {uses: actions/cache/restore@x, with: {key: k/2, restore-keys: k/, path: deep}}
      - run: cat got/a-b/word deep/word
      - {uses: actions/download-artifact@x, with: {name: nothing}}
`);
    expect(done.log).toContain(
      "hello\nhello\n::error::Unable to download artifact(s): Artifact 'nothing' not found\n",
    );
    expect(resultsOf(done)).toEqual(["one: success", "two: failure"]);
  });
});

describe("what it cannot do", () => {
  it("it refuses", async () => {
    await expect(run("jobs: {it: {container: x, steps: []}}\n")).rejects.toThrow("job it has container");
    await expect(run("jobs: {it: {steps: [{uses: some/thing@x}]}}\n")).rejects.toThrow(
      "no stand-in for some/thing@x",
    );
    await expect(run("jobs: {it: {steps: [{run: x, if: nothing.at.all}]}}\n")).rejects.toThrow();
    expect(() => parseCommandFile("no assignment\n")).toThrow("Invalid format 'no assignment'");
    expect(parseCommandFile("a=1\nb<<END\nx\ny\nEND\n")).toEqual({ a: "1", b: "x\ny" });
  });
});
