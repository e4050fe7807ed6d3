import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reviews } from "../../src/app/reviews.ts";
import type { Origin } from "../../src/domain/origin.ts";
import { changedReviewFile, MEMBERS, resultFile, reviewFile } from "../support/github-files.ts";
import { gitHubUnderTest } from "../support/github-harness.ts";
import type { FakeArtifact, FakePull } from "../support/github-state.ts";
import { FORK_ID, sha, zipOf } from "../support/github-state.ts";

const under = gitHubUnderTest();
const NAME = "blip-lists-review-lists";
const LAST = "2026-11-10T10:00:00Z";

function run(directory = "lists", env: Readonly<Record<string, string | undefined>> = {}) {
  return under.run((ports) => reviews({ directory, out: "approved", commit: null }, ports), {}, env);
}

function written(cwd: string): string[] {
  return readdirSync(join(cwd, "approved")).sort();
}

/** The next commit on main. */
function commit(name: string, ...others: readonly string[]): string {
  const { state } = under.github;
  state.commits.add(sha(name), state.main, ...others);
  state.main = sha(name);
  return state.main;
}

/** How GitHub brings a pull request to main. */
type Way = "merge" | "squash" | "rebase";

/** A merged pull request, and what its plan left. */
function merged(
  number: number,
  mergedAt: string,
  artifact: Partial<FakeArtifact> | null = {},
  pull: Partial<FakePull> = {},
  way: Way = "merge",
) {
  const { state } = under.github;
  const head = sha(`head of ${number}`);
  state.commits.add(head, state.main);
  const rebased = way === "rebase" ? [commit(`first of ${number}`)] : [];
  const mergeSha = commit(`${way} of ${number}`, ...(way === "merge" ? [head] : []));
  const commits = way === "merge" ? [head] : rebased;
  state.addPull(number, { mergedAt, mergeSha, commits, ...pull });
  if (artifact === null) return;
  const createdAt = new Date(Date.parse(mergedAt) - 3_600_000).toISOString();
  const planned = { name: NAME, sha: head, zip: reviewOf(number), createdAt };
  state.addArtifact({ ...planned, ...artifact });
}

function originOf(number: number): Origin {
  return { pullRequest: number, commit: sha(`head of ${number}`), base: "main" };
}

/** What the plan of a pull request leaves. */
function reviewOf(number: number, origin: Partial<Origin> = {}, members = membersOf(number)): Uint8Array {
  return zipOf({ "review.json": reviewFile(members, "lists", { ...originOf(number), ...origin }) });
}

function membersOf(number: number): string[] {
  return MEMBERS.slice(0, 1 + (number % 2));
}

/** This run, and the last that succeeded: on what main is at now. */
function runs() {
  under.github.state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z", status: "in_progress" });
  under.github.state.addRun({ id: 4700, createdAt: LAST });
}

/** What a run tells of the commit that it applies. */
function applied(runId: number, attempt: number, commit: string) {
  const name = `blip-lists-applied-${attempt}-${commit}`;
  under.github.state.addArtifact({ name, runId, sha: commit, zip: zipOf({ commit }) });
}

describe("the reviews of what a run carries out", () => {
  test("are those of all pull requests merged since the commit that was applied last", async () => {
    merged(1, "2026-11-09T10:00:00Z");
    runs();
    const since = under.github.state.main;
    under.github.state.addRun({ id: 4705, createdAt: "2026-11-12T10:00:00Z", status: "failure" });
    merged(2, "2026-11-11T10:00:00Z");
    commit("pushed by hand");
    merged(3, "2026-11-13T10:00:00Z");
    const told = await run();
    expect(told).toMatchObject({ code: 0, failure: "" });
    expect(told.stdout).toBe("#2: approved/2.json (2 actions)\n#3: approved/3.json (3 actions)\n");
    expect(told.stderr).toBe(`Pull requests merged since ${since.slice(0, 7)}, which was applied last: 2\n`);
    expect(written(told.cwd)).toEqual(["2.json", "3.json"]);
    expect(readFileSync(join(told.cwd, "approved/3.json"), "utf8")).toBe(
      reviewFile(MEMBERS, "lists", originOf(3)),
    );
  });

  test.each<Way>(["merge", "squash", "rebase"])("are known by what became of them: %s", async (way) => {
    merged(1, "2026-11-09T10:00:00Z", {}, {}, way);
    runs();
    merged(2, "2026-11-11T10:00:00Z", {}, {}, way);
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n");
  });

  test("do not hang on times: what a merge queue made before is merged later, and clocks may be wrong", async () => {
    merged(1, "2026-11-19T10:00:00Z");
    runs();
    merged(2, "2026-11-09T10:00:00Z", {}, { updatedAt: "2026-11-09T10:00:00Z" });
    merged(3, "2026-08-01T10:00:00Z");
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n#3: approved/3.json (3 actions)\n");
  });

  test("are none of what is merged after the commit that is applied", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z");
    const GITHUB_SHA = under.github.state.main;
    merged(2, "2026-11-12T10:00:00Z");
    expect((await run("lists", { GITHUB_SHA })).stdout).toBe("#1: approved/1.json (3 actions)\n");
    const { stdout } = await under.run((harness) =>
      reviews({ directory: "lists", out: "approved", commit: GITHUB_SHA }, harness),
    );
    expect(stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("are none of what an earlier run has carried out, though its event was older", async () => {
    runs();
    merged(1, "2026-11-10T10:00:01Z");
    applied(4700, 1, under.github.state.main);
    merged(2, "2026-11-11T10:00:00Z");
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n");
  });

  test("go by the attempt that succeeded: one job alone may have been repeated, or all", async () => {
    const { state } = under.github;
    runs();
    state.runs.pop();
    const began = state.main;
    merged(1, "2026-11-10T10:00:00Z");
    applied(4700, 1, began);
    applied(4700, 2, state.main);
    merged(2, "2026-11-11T10:00:00Z");
    applied(4700, 4, state.main);
    state.addRun({ id: 4700, createdAt: LAST, attempt: 3, sha: began });
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n");
  });

  test("go by the run that began last, also where that is an older one that was started again", async () => {
    const { state } = under.github;
    runs();
    merged(1, "2026-11-11T10:00:00Z");
    state.addRun({
      id: 4690,
      createdAt: "2026-11-09T10:00:00Z",
      startedAt: "2026-11-12T10:00:00Z",
      attempt: 2,
    });
    merged(2, "2026-11-13T10:00:00Z");
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n");
  });

  test("are none where this run has succeeded already and is started again", async () => {
    const { state } = under.github;
    runs();
    merged(1, "2026-11-19T10:00:00Z");
    const startedAt = "2026-11-20T10:00:00Z";
    state.addAttempt({ id: 4711, createdAt: startedAt, attempt: 2, sha: state.main });
    state.addAttempt({ id: 4711, createdAt: startedAt, attempt: 1, sha: state.main, status: "failure" });
    expect((await run("lists", { GITHUB_RUN_ATTEMPT: "3" })).stdout).toBe("");
    state.attempts.shift();
    expect((await run("lists", { GITHUB_RUN_ATTEMPT: "2" })).stdout).toContain("#1: ");
  });

  test("are none where the branch was set back to before, and those again that it was then given", async () => {
    const { state } = under.github;
    const before = state.main;
    merged(1, "2026-11-09T10:00:00Z");
    const forward = state.main;
    runs();
    expect((await run("lists", { GITHUB_SHA: before })).stdout).toBe("");
    state.addRun({ id: 4708, createdAt: "2026-11-19T10:00:00Z", sha: before });
    expect((await run("lists", { GITHUB_SHA: forward })).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test.each([
    ["is known no more", sha("forgotten")],
    ["has nothing in common with it", sha("another beginning")],
  ])("are all there are where the commit applied last %s", async (_, last) => {
    const { state } = under.github;
    state.commits.add(sha("another beginning"));
    runs();
    state.addRun({ id: 4708, createdAt: "2026-11-19T10:00:00Z", sha: last });
    merged(1, "2026-11-09T10:00:00Z");
    expect((await run()).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("leave out what was closed without a merge, what was merged elsewhere, and what was merged before", async () => {
    merged(3, "2026-11-01T10:00:00Z", {}, {}, "squash");
    runs();
    merged(1, "2026-11-11T10:00:00Z", {}, { base: "staging" });
    merged(2, "2026-11-11T10:00:00Z", {}, { mergedAt: null });
    // The branch that was squashed long ago is merged by hand.
    const { state } = under.github;
    const leftover = sha("head of 3");
    state.addPull(3, { mergedAt: "2026-11-01T10:00:00Z", mergeSha: sha("squash of 3"), commits: [leftover] });
    commit("by hand", leftover);
    const told = await run();
    expect(told).toMatchObject({ code: 0, stdout: "" });
    expect(written(told.cwd)).toEqual([]);
    expect(under.github.requests.some(({ path }) => path.includes("artifacts?name"))).toBe(false);
  });

  test("know one whose commits were pushed by hand by its head", async () => {
    runs();
    const head = commit("head of 1");
    under.github.state.addPull(1, { mergedAt: "2026-11-11T10:00:00Z", headSha: head });
    expect((await run()).stdout).toBe("#1: none\n");
  });

  test("do not take this run, a pull request's, a fork's or another workflow's for the last that succeeded", async () => {
    const { state } = under.github;
    runs();
    merged(1, "2026-11-11T10:00:00Z");
    state.runs.shift();
    state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z" });
    state.addRun({ id: 4710, createdAt: "2026-11-19T11:00:00Z", headRepositoryId: FORK_ID });
    state.addRun({ id: 4708, createdAt: "2026-11-18T10:00:00Z", workflow: 8 });
    state.addRun({ id: 4707, createdAt: "2026-11-17T10:00:00Z", branch: "staging" });
    // Anybody may open pull requests from a branch of this name.
    for (let id = 4_000; id < 4_250; id += 1)
      state.addRun({ id, createdAt: "2026-11-19T10:00:00Z", event: "pull_request" });
    expect((await run()).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("are all there are where no run has succeeded yet", async () => {
    under.github.state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z", status: "in_progress" });
    merged(1, "2026-08-20T10:00:00Z", { expired: true });
    merged(2, "2026-08-23T10:00:00Z");
    const told = await run();
    expect(told.stdout).toBe("#1: none\n#2: approved/2.json (2 actions)\n");
    expect(told.stderr).toContain("Pull requests merged so far (no run has succeeded yet): 2\n");
  });

  test("of very many commits are asked for in pages, and the oldest left out, which is told", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", null);
    for (let index = 0; index < 3_100; index += 1) commit(`by hand ${index}`);
    for (let number = 2; number <= 151; number += 1) merged(number, "2026-11-12T10:00:00Z", null);
    const told = await run();
    expect(told.code).toBe(0);
    expect(told.stdout.split("\n").slice(0, -1)).toEqual(
      Array.from({ length: 150 }, (_, index) => `#${index + 2}: none`),
    );
    expect(told.stderr).toContain("warning: there are too many pull requests to look at all of them");
    expect(under.github.requests.length).toBeLessThan(50);
  });

  test("are the newest of several plans for the commit that was merged", async () => {
    runs();
    merged(2, "2026-11-11T10:00:00Z", { createdAt: "2026-11-11T08:00:00Z" });
    const zip = reviewOf(2, {}, []);
    const { state } = under.github;
    state.addArtifact({ name: NAME, sha: sha("head of 2"), zip, createdAt: "2026-11-11T09:00:00Z" });
    state.addArtifact({ name: NAME, sha: sha("an older head of 2"), zip, createdAt: "2026-11-11T09:30:00Z" });
    state.addArtifact({
      name: `${NAME}-acme`,
      sha: sha("head of 2"),
      zip,
      createdAt: "2026-11-11T09:30:00Z",
    });
    expect((await run()).stdout).toBe("#2: approved/2.json (0 actions)\n");
  });

  test("are the newest that count: not what was made later, elsewhere, or for something else", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", { createdAt: "2026-11-11T08:00:00Z" });
    const { state } = under.github;
    const later = { name: NAME, sha: sha("head of 1"), zip: reviewOf(1, {}, []) };
    state.addArtifact({ ...later, createdAt: "2026-11-25T10:00:00Z" });
    state.addArtifact({ ...later, createdAt: "2026-11-11T09:00:00Z", headRepositoryId: FORK_ID });
    const drift = zipOf({ "review.json": reviewFile([]) });
    state.addArtifact({ ...later, createdAt: "2026-11-11T09:10:00Z", zip: drift });
    const twin = reviewOf(1, { pullRequest: 2, base: "staging" }, []);
    state.addArtifact({ ...later, createdAt: "2026-11-11T09:20:00Z", zip: twin });
    expect((await run()).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("are not those before one that cannot be read: it may have shown something else", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", { createdAt: "2026-11-11T08:00:00Z" });
    const { state } = under.github;
    const broken = { name: NAME, sha: sha("head of 1"), zip: new Uint8Array(100) };
    state.addArtifact({ ...broken, createdAt: "2026-11-11T09:00:00Z" });
    expect((await run()).stdout).toBe("#1: none\n");
  });

  test("count up to the second of the merge, and where the server does not say where a run is from", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", { createdAt: "2026-11-11T10:00:00Z", headRepositoryId: null });
    expect((await run()).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("of one bot of several are in artifacts of its own", async () => {
    runs();
    const zip = zipOf({ "review.json": reviewFile(MEMBERS, "./lists/acme/", originOf(1)) });
    merged(1, "2026-11-11T10:00:00Z", { name: `${NAME}-acme`, zip });
    expect((await run("lists/acme")).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });
});

describe("a pull request without a review is named, and the others count", () => {
  test.each<[string, Partial<FakeArtifact> | null, string]>([
    ["never planned", null, "no run of it left a review file"],
    ["planned for an older commit", { sha: sha("older") }, "no run of it left a review file"],
    ["expired", { expired: true }, "its review file has expired"],
    ["too large", { bytes: 100 * 1024 * 1024 + 1 }, "its review file is too large"],
    ["no zip", { zip: new Uint8Array(100) }, "its artifact is no zip"],
    ["of other files", { zip: zipOf({ "plan.json": "{}" }) }, "does not hold review.json"],
    ["cut", { zip: zipOf({ "review.json": reviewFile().slice(0, 99) }) }, "the file is incomplete"],
    ["a result", { zip: zipOf({ "review.json": resultFile() }) }, "the result of an apply"],
    [
      "of another directory",
      { zip: zipOf({ "review.json": reviewFile(MEMBERS, "lists/b", originOf(1)) }) },
      "of another directory",
    ],
    ["made for no pull request", { zip: zipOf({ "review.json": reviewFile() }) }, "made for no pull request"],
    ["made for another pull request", { zip: reviewOf(1, { pullRequest: 3 }) }, "for another pull request"],
    ["made for another commit", { zip: reviewOf(1, { commit: sha("older") }) }, "or commit"],
    ["made for another branch", { zip: reviewOf(1, { base: "staging" }) }, "for another pull request"],
    ["made after the merge", { createdAt: "2026-11-11T10:00:01Z" }, "made after the merge"],
    ["left by a run for a fork", { headRepositoryId: FORK_ID }, "a run for a fork"],
    [
      "longer than any",
      { zip: zipOf({ "review.json": changedReviewFile({ report: "`".repeat(40_001) }) }) },
      "the file is not a valid review file (at report)",
    ],
  ])("%s", async (_, artifact, problem) => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", artifact);
    merged(2, "2026-11-12T10:00:00Z");
    const told = await run();
    expect(told.code).toBe(0);
    expect(told.stdout).toBe("#1: none\n#2: approved/2.json (2 actions)\n");
    expect(told.stderr).toContain("#1: no usable review file: ");
    expect(told.stderr).toContain(problem);
    expect(written(told.cwd)).toEqual(["2.json"]);
  });

  test("that cannot be had from the storage, whose signed address is not told", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z");
    const [artifact] = under.github.state.artifacts;
    under.github.meanwhile(/zip$/, () => under.github.state.artifacts.splice(0));
    under.github.next(/zip$/, () => {
      const location = `${under.github.api}/storage/${artifact?.id}?sig=secret`;
      return new Response(null, { status: 302, headers: { location } });
    });
    const told = await run();
    expect(told).toMatchObject({ code: 0, stdout: "#1: none\n" });
    expect(told.stderr).not.toContain("sig=");
  });

  test("whose address is not safe", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z");
    under.github.next(
      /zip$/,
      () => new Response(null, { status: 302, headers: { location: "http://elsewhere.example/x" } }),
    );
    expect((await run()).stderr).toContain(
      "#1: no usable review file: GitHub gave an address that is not safe",
    );
  });
});

describe("the command ends", () => {
  test("with 3 outside of a workflow", async () => {
    const told = await under.run(
      (ports) => reviews({ directory: "lists", out: "approved", commit: null }, ports),
      {},
      { GITHUB_RUN_ID: undefined },
    );
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("GITHUB_RUN_ID") });
  });

  test("with 3 where it is not said which commit is applied", async () => {
    expect(await run("lists", { GITHUB_SHA: undefined })).toMatchObject({
      code: 3,
      failure: expect.stringContaining("GITHUB_SHA"),
    });
    const short = await under.run((harness) =>
      reviews({ directory: "lists", out: "approved", commit: "abc1234" }, harness),
    );
    expect(short).toMatchObject({ code: 3, failure: expect.stringContaining("--commit") });
  });

  test("with 1 without permission", async () => {
    runs();
    under.github.permissions.delete("actions: read");
    expect(await run()).toMatchObject({ code: 1, failure: expect.stringContaining("actions: read") });
    under.github.permissions.add("actions: read");
    under.github.permissions.delete("contents: read");
    expect(await run()).toMatchObject({ code: 1, failure: expect.stringContaining("contents: read") });
  });

  test("with 3 where nothing can be written", async () => {
    const told = await under.run(
      (ports) => reviews({ directory: "lists", out: "a/b", commit: null }, ports),
      {
        a: "a file",
      },
    );
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("--out a/b") });
  });
});
