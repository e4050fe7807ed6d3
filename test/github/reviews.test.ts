import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reviews } from "../../src/app/reviews.ts";
import type { Origin } from "../../src/domain/origin.ts";
import { changedReviewFile, MEMBERS, resultFile, reviewFile } from "../support/github-files.ts";
import type { FakeArtifact, FakePull } from "../support/github-state.ts";
import { FORK_ID, sha, zipOf } from "../support/github-state.ts";
import { gitHubUnderTest } from "../support/github-world.ts";

const under = gitHubUnderTest();
const NAME = "blip-lists-review-lists";
const LAST = "2026-11-10T10:00:00Z";

function run(directory = "lists") {
  return under.run((ports) => reviews({ directory, out: "approved" }, ports));
}

function written(cwd: string): string[] {
  return readdirSync(join(cwd, "approved")).sort();
}

/** A merged pull request, and what its plan left. */
function merged(
  number: number,
  mergedAt: string,
  artifact: Partial<FakeArtifact> | null = {},
  pull: Partial<FakePull> = {},
) {
  const { state } = under.github;
  state.addPull(number, { mergedAt, mergeSha: sha(`merge of ${number}`), ...pull });
  if (artifact === null) return;
  const createdAt = new Date(Date.parse(mergedAt) - 3_600_000).toISOString();
  const planned = { name: NAME, sha: sha(`head of ${number}`), zip: reviewOf(number), createdAt };
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

/** This run, and the last that succeeded. */
function runs() {
  under.github.state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z", status: "in_progress" });
  under.github.state.addRun({ id: 4700, createdAt: LAST });
}

describe("the reviews of what a run carries out", () => {
  test("are those of all pull requests merged since the last run that succeeded", async () => {
    runs();
    under.github.state.addRun({ id: 4705, createdAt: "2026-11-12T10:00:00Z", status: "failure" });
    merged(1, "2026-11-09T10:00:00Z");
    merged(2, "2026-11-11T10:00:00Z");
    merged(3, "2026-11-13T10:00:00Z");
    const told = await run();
    expect(told).toMatchObject({ code: 0, failure: "" });
    expect(told.stdout).toBe("#2: approved/2.json (2 actions)\n#3: approved/3.json (3 actions)\n");
    expect(told.stderr).toBe("Pull requests merged since 2026-11-10T10:00:00.000Z: 2\n");
    expect(written(told.cwd)).toEqual(["2.json", "3.json"]);
    expect(readFileSync(join(told.cwd, "approved/3.json"), "utf8")).toBe(
      reviewFile(MEMBERS, "lists", originOf(3)),
    );
  });

  test("count from the commit on that the last run was of: another merge may come before it is created", async () => {
    runs();
    under.github.state.runs.pop();
    const commit = { sha: sha("merge of 1"), committedAt: "2026-11-10T09:59:00Z" };
    under.github.state.addRun({ id: 4700, createdAt: LAST, ...commit });
    merged(1, "2026-11-10T09:59:00Z");
    merged(2, "2026-11-10T09:59:30Z");
    expect((await run()).stdout).toBe("#2: approved/2.json (2 actions)\n");
  });

  test("leave out what was closed without a merge, and what was merged elsewhere", async () => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", {}, { base: "staging" });
    merged(2, "2026-11-11T10:00:00Z");
    const pull = under.github.state.issue(2);
    under.github.state.issues.set(2, {
      ...pull,
      pull: pull.pull === null ? null : { ...pull.pull, mergedAt: null },
    });
    const told = await run();
    expect(told).toMatchObject({ code: 0, stdout: "" });
    expect(written(told.cwd)).toEqual([]);
    expect(under.github.requests.some(({ path }) => path.includes("artifacts"))).toBe(false);
  });

  test("do not take this run, a pull request's or another workflow's for the last that succeeded", async () => {
    const { state } = under.github;
    state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z", status: "success" });
    state.addRun({ id: 4709, createdAt: "2026-11-19T10:00:00Z", event: "pull_request" });
    state.addRun({ id: 4708, createdAt: "2026-11-18T10:00:00Z", workflow: 8 });
    state.addRun({ id: 4707, createdAt: "2026-11-17T10:00:00Z", branch: "staging" });
    state.addRun({ id: 4700, createdAt: LAST });
    merged(1, "2026-11-11T10:00:00Z");
    expect((await run()).stdout).toBe("#1: approved/1.json (3 actions)\n");
  });

  test("reach back ninety days where no run has succeeded yet", async () => {
    under.github.state.addRun({ id: 4711, createdAt: "2026-11-20T10:00:00Z", status: "in_progress" });
    merged(1, "2026-08-20T10:00:00Z");
    merged(2, "2026-08-23T10:00:00Z");
    const told = await run();
    expect(told.stdout).toBe("#2: approved/2.json (2 actions)\n");
    expect(told.stderr).toContain("in the last 90 days");
  });

  test("are read over pages, a thousand at most, which is told", async () => {
    runs();
    for (let number = 1; number <= 1_001; number += 1) merged(number, "2026-11-11T10:00:00Z", null);
    const told = await run();
    expect(told.code).toBe(0);
    expect(told.stdout.split("\n")).toHaveLength(1_001);
    expect(told.stderr).toContain("more than 1,000");
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
    ["cut", { zip: zipOf({ "review.json": reviewFile().slice(0, 99) }) }, "not whole"],
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
      "report must NOT have more than 40000 characters",
    ],
  ])("%s", async (_, artifact, problem) => {
    runs();
    merged(1, "2026-11-11T10:00:00Z", artifact);
    merged(2, "2026-11-12T10:00:00Z");
    const told = await run();
    expect(told.code).toBe(0);
    expect(told.stdout).toBe("#1: none\n#2: approved/2.json (2 actions)\n");
    expect(told.stderr).toContain("#1: no review: ");
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
    expect((await run()).stderr).toContain("#1: no review: GitHub gave an address that is not safe");
  });
});

describe("the command ends", () => {
  test("with 3 outside of a workflow", async () => {
    const told = await under.run(
      (ports) => reviews({ directory: "lists", out: "approved" }, ports),
      {},
      { GITHUB_RUN_ID: undefined },
    );
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("GITHUB_RUN_ID") });
  });

  test("with 1 without permission", async () => {
    runs();
    under.github.permissions.delete("actions: read");
    expect(await run()).toMatchObject({ code: 1, failure: expect.stringContaining("actions: read") });
  });

  test("with 3 where nothing can be written", async () => {
    const told = await under.run((ports) => reviews({ directory: "lists", out: "a/b" }, ports), {
      a: "a file",
    });
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("--out a/b") });
  });
});
