import { describe, expect, test } from "vitest";
import type { CommentOptions } from "../../src/app/comment.ts";
import { comment } from "../../src/app/comment.ts";
import { markerOf } from "../../src/github/marker.ts";
import { COMMENT_OPTIONS, changedReviewFile, resultFile, reviewFile } from "../support/github-files.ts";
import { gitHubUnderTest } from "../support/github-harness.ts";
import { invalidBody, refusal, secondaryRateLimit } from "../support/github-rules.ts";
import { BOT } from "../support/github-state.ts";

const under = gitHubUnderTest();

const MARKER = markerOf("review", "lists");

function run(
  options: Partial<CommentOptions> = {},
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string | undefined>> = {},
) {
  const all = { "review.json": reviewFile(), "result.json": resultFile(), ...files };
  return under.run((ports) => comment({ ...COMMENT_OPTIONS, ...options }, ports), all, env);
}

describe("the comment of a directory", () => {
  test("is created, and brought up to date in its place by later runs", async () => {
    const { state } = under.github;
    state.addPull(12);
    const first = await run();
    const [{ id } = { id: 0 }] = state.issue(12).comments;
    expect(first).toMatchObject({ code: 0, stderr: "", failure: "" });
    expect(first.stdout).toBe(`Commented on #12: https://github.com/acme/lists/pull/12#issuecomment-${id}\n`);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("1 list to create, 2 members to add")]);

    const second = await run({}, { "review.json": reviewFile(["+5531999998888"]) });
    expect(second.stdout).toMatch(/^Updated the comment on #12: https/);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("1 list to create, 1 member to add")]);
    expect(state.issue(12).comments.map((one) => one.id)).toEqual([id]);
    expect(under.github.writes).toEqual([
      "POST /repos/acme/lists/issues/12/comments",
      `PATCH /repos/acme/lists/issues/comments/${id}`,
    ]);
  });

  test("is left alone where it says it already", async () => {
    under.github.state.addPull(12);
    await run();
    const again = await run();
    expect(again.stdout).toMatch(/^The comment on #12 is up to date/);
    expect(under.github.writes).toHaveLength(1);
  });

  test("is brought up to date where another commit has the same plan", async () => {
    const { state } = under.github;
    state.addPull(12);
    const planned = (commit: string) => {
      return { "review.json": reviewFile(undefined, "lists", { pullRequest: 12, commit, base: "main" }) };
    };
    await run({}, planned("a".repeat(40)));
    expect((await run({}, planned("a".repeat(40)))).stdout).toMatch(/^The comment on #12 is up to date/);
    expect((await run({}, planned("b".repeat(40)))).stdout).toMatch(/^Updated/);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("<sub>Planned at `bbbbbbb` ([run](https")]);
  });

  test("says that there is no plan where planning failed, in the place of an older one", async () => {
    const { state } = under.github;
    state.addPull(12);
    await run();
    const { code, stdout } = await run({ review: null, directory: "lists", state: "failed" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Updated the comment on #12/);
    expect(state.bodiesOn(12)).toEqual([expect.stringMatching(/### lists: \*\*no plan\*\*/)]);
    expect(state.bodiesOn(12).join()).not.toContain("members to add");
  });

  test("is not begun where planning failed: the check says that", async () => {
    under.github.state.addPull(12);
    const { code, stdout } = await run({ review: null, directory: "lists" });
    expect({ code, stdout: stdout.slice(0, 18) }).toEqual({ code: 0, stdout: "No comment on #12:" });
    expect(under.github.writes).toEqual([]);
  });

  test.each([
    { review: null, directory: null },
    { review: null, directory: "" },
    { review: null, directory: "lists", state: "applied" as const },
    { review: null, directory: "lists", result: "result.json" },
    { directory: "lists" },
  ])("needs to know of which plan it is, or that there is none: %j", async (options) => {
    under.github.state.addPull(12);
    const { code, failure } = await run(options);
    expect(code).toBe(3);
    expect(failure).toMatch(/--directory/);
    expect(under.github.writes).toEqual([]);
  });

  test("is not begun where nothing changes, if asked so, and brought up to date all the same", async () => {
    const { state } = under.github;
    state.addPull(12);
    const nothing = { "review.json": reviewFile([]) };
    const first = await run({ onlyChanges: true }, nothing);
    expect(first.stdout).toMatch(/^No comment on #12: the plan changes nothing/);
    expect(under.github.writes).toEqual([]);
    await run({ onlyChanges: true });
    expect((await run({ onlyChanges: true }, nothing)).stdout).toMatch(/^Updated the comment on #12/);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("nothing to change")]);
  });

  test("is found on whatever page it stands", async () => {
    const { state } = under.github;
    state.addPull(12);
    for (let index = 0; index < 230; index += 1) state.addComment(12, "ana", `Comment ${index}`);
    const ours = state.addComment(12, BOT, `${MARKER}\nof an earlier run`);
    const { stdout } = await run();
    expect(stdout).toContain(
      `Updated the comment on #12: https://github.com/acme/lists/pull/12#issuecomment-${ours.id}`,
    );
    expect(state.issue(12).comments).toHaveLength(231);
    expect(under.github.requests.filter(({ method }) => method === "GET")).toHaveLength(3);
  });

  test("is made right again after someone edited it", async () => {
    const { state } = under.github;
    state.addPull(12);
    await run();
    const [comment] = state.issue(12).comments;
    const body = comment?.body ?? "";
    if (comment) comment.body = `${MARKER}\r\nNothing to see here.`;
    await run();
    expect(state.bodiesOn(12)).toEqual([body]);
  });

  test("is created again when it is deleted between listing and updating", async () => {
    const { state } = under.github;
    state.addPull(12);
    state.addComment(12, BOT, `${MARKER}\nof an earlier run`);
    under.github.meanwhile(/^PATCH/, () => state.issue(12).comments.splice(0));
    const { stdout } = await run();
    expect(stdout).toMatch(/^Commented on #12/);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("2 members to add")]);
  });

  test("is never one that somebody else wrote, whatever it begins with", async () => {
    const { state } = under.github;
    state.addPull(12);
    const others = [state.addComment(12, "mallory", MARKER), state.addComment(12, null, MARKER)];
    await run();
    expect(state.issue(12).comments.slice(0, 2)).toEqual(others);
    expect(others.map(({ body }) => body)).toEqual([MARKER, MARKER]);
    expect(state.issue(12).comments).toHaveLength(3);
  });

  test("is not one of ours that quotes the marker further down", async () => {
    const { state } = under.github;
    state.addPull(12);
    state.addComment(12, BOT, `Something else.\n${MARKER}`);
    await run();
    expect(state.bodiesOn(12)).toHaveLength(2);
  });

  test("is another for each directory", async () => {
    const { state } = under.github;
    state.addPull(12);
    for (const directory of ["lists/acme", "lists/globex", "./lists/acme/"])
      expect(await run({}, { "review.json": reviewFile(undefined, directory) })).toMatchObject({ code: 0 });
    expect(state.bodiesOn(12).map((body) => body.split("\n")[0])).toEqual([
      markerOf("review", "lists/acme"),
      markerOf("review", "lists/globex"),
    ]);
  });

  test("goes through applying to applied, or failed, with a link to the run", async () => {
    const { state } = under.github;
    state.addPull(12);
    const link = "https://github.com/acme/lists/actions/runs/4711";
    await run({ state: "applying" });
    expect(state.bodiesOn(12)).toEqual([
      expect.stringContaining(`lists: applying what was merged ([the run](${link}))`),
    ]);
    await run({ result: "result.json" });
    expect(state.bodiesOn(12)).toEqual([
      expect.stringContaining(`lists: applied: 1 list created, 2 members added ([the run](${link}))`),
    ]);
    await run({ result: "result.json", state: "applied" }, { "result.json": resultFile({ exit: 7 }) });
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining("lists: **failed**: 1 list created")]);
  });
});

describe("the pull request", () => {
  test.each([
    ["the event", { GITHUB_EVENT_PATH: "event.json", GITHUB_REF: "refs/pull/13/merge" }],
    [
      "the ref, where the event names none",
      { GITHUB_EVENT_PATH: "push.json", GITHUB_REF: "refs/pull/12/merge" },
    ],
    ["the ref, where there is no event", { GITHUB_REF: "refs/pull/12/merge" }],
  ])("is that of %s", async (_, env) => {
    under.github.state.addPull(12);
    const files = { "event.json": JSON.stringify({ pull_request: { number: 12 } }), "push.json": "{}" };
    expect(await run({ pullRequest: null }, files, env)).toMatchObject({ code: 0 });
    expect(under.github.state.bodiesOn(12)).toHaveLength(1);
  });

  test("must be named where the run is about none", async () => {
    const told = await run({ pullRequest: null }, {}, { GITHUB_REF: "refs/heads/main" });
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("--pull-request N") });
    expect(under.github.requests).toEqual([]);
  });

  test("that is not there is told, with what the job may lack", async () => {
    const told = await run({ pullRequest: 99 });
    expect(told).toMatchObject({ code: 1, failure: expect.stringMatching(/#99 \(404.*GITHUB_REPOSITORY/) });
  });
});

describe("the author", () => {
  test("of a person's token is asked for", async () => {
    under.use({ token: "ghp_NotATokenOfAnybody", login: "Ana" });
    const { state } = under.github;
    state.addPull(12);
    state.addComment(12, BOT, `${MARKER}\nby the bot`);
    const ours = state.addComment(12, "ana", `${MARKER}\nby Ana`);
    await run();
    expect(ours.body).toContain("2 members to add");
    expect(under.github.requests[0]?.path).toBe("/user");
  });

  test("that is not the token's is warned of: the next run would not recognize its comment", async () => {
    under.use({ login: "acme-bot[bot]" });
    under.github.state.addPull(12);
    const told = await run();
    expect(told).toMatchObject({ code: 0, stderr: expect.stringContaining('--author "acme-bot[bot]"') });
    const again = await run({ author: "acme-bot[bot]" });
    expect(again.stdout).toMatch(/^The comment on #12 is up to date/);
  });
});

describe("what GitHub refuses", () => {
  test("for want of permission ends with 1 and names it", async () => {
    under.github.state.addPull(12);
    under.github.permissions.clear();
    const told = await run();
    expect(told).toMatchObject({ code: 1, stdout: "" });
    expect(told.failure).toContain("pull-requests: write");
    expect(told.failure).toContain("from a fork");
    expect(told.failure).not.toMatch(/\n|\bat \S+\.[jt]s\b/);
  });

  test("for a while, it is asked for again", async () => {
    under.github.state.addPull(12);
    under.github.next(/^GET .*comments/, () => secondaryRateLimit(403, 1));
    expect(await run()).toMatchObject({ code: 0 });
    expect(under.github.state.bodiesOn(12)).toHaveLength(1);
  });

  test("for long, the run ends and says so", async () => {
    under.github.state.addPull(12);
    under.github.next(/^POST/, () => secondaryRateLimit(429, 3_600));
    const told = await run();
    expect(told).toMatchObject({ code: 1, failure: expect.stringContaining("wait for too long") });
    expect(under.github.writes).toHaveLength(1);
  });

  test("because the token is not valid, or the conversation locked", async () => {
    under.github.state.addPull(12);
    const other = await run({}, {}, { GITHUB_TOKEN: "ghs_another" });
    expect(other).toMatchObject({ code: 1, failure: expect.stringContaining("does not know the token") });
    expect(other.failure).not.toContain("ghs_another");
    under.github.next(/^POST/, () => refusal(403, "Unable to create comment because issue is locked."));
    expect(await run()).toMatchObject({
      code: 1,
      failure: expect.stringContaining("unlock the conversation"),
    });
  });
});

test("a comment that GitHub finds too long is told of in its words", async () => {
  under.github.state.addPull(12);
  under.github.next(/^POST/, () => invalidBody("IssueComment"));
  expect(await run()).toMatchObject({ code: 1, failure: expect.stringContaining("Body is too long") });
});

describe("nothing is asked of GitHub", () => {
  test.each([
    ["the token", { GITHUB_TOKEN: undefined }, "GITHUB_TOKEN"],
    ["the repository", { GITHUB_REPOSITORY: "lists" }, "GITHUB_REPOSITORY"],
    ["a safe address", { GITHUB_API_URL: "http://ghe.example/api/v3" }, "https"],
    ["an address", { GITHUB_API_URL: "https://user:secret@ghe.example" }, "GITHUB_API_URL"],
  ])("without %s", async (_, env, named) => {
    const told = await run({}, {}, env);
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining(named) });
    expect(told.failure).not.toContain("secret");
    expect(under.github.requests).toEqual([]);
  });

  test("with a token that no header can hold, which is not quoted either", async () => {
    const told = await run({}, {}, { GITHUB_TOKEN: "ghs_with\nline" });
    expect(told).toMatchObject({ code: 3, failure: expect.not.stringContaining("ghs_with") });
  });

  test.each([
    ["is not there", { review: "other.json" }, {}, "cannot be read (ENOENT)"],
    ["is damaged", {}, { "review.json": reviewFile().slice(0, 200) }, "the file is incomplete"],
    ["is a result", {}, { "review.json": resultFile() }, "the result of an apply"],
    [
      "has a report that no plan has",
      {},
      { "review.json": changedReviewFile({ report: "`".repeat(40_001) }) },
      "the file is not a valid review file (at report)",
    ],
    [
      "is of a directory of absurd length",
      {},
      { "review.json": changedReviewFile({ directory: "x".repeat(1_001) }) },
      "the file is not a valid review file (at directory)",
    ],
    [
      "has a result whose report is too long",
      { result: "result.json" },
      { "result.json": resultFile({ report: "`".repeat(20_001) }) },
      "the file is not a valid result file (at report)",
    ],
    [
      "has a result whose headline is too long",
      { result: "result.json" },
      { "result.json": resultFile().replace("1 list created", "x".repeat(10_001)) },
      "the file is not a valid result file (at headline)",
    ],
    [
      "holds a phone number",
      {},
      { "review.json": changedReviewFile({ report: "+55 31 99999-8888" }) },
      "phone number in full",
    ],
    [
      "has a result with a phone number",
      { result: "result.json" },
      { "result.json": resultFile({ headline: "added 5531999998888" }) },
      "phone number in full",
    ],
    [
      "has a result of another directory",
      { result: "result.json" },
      { "result.json": resultFile({ directory: "lists/acme" }) },
      "for another directory",
    ],
  ])("where the review file %s", async (_, options, files, words) => {
    const told = await run(options, files);
    expect(told).toMatchObject({ code: 3, failure: expect.stringContaining(words) });
    expect(told.failure).not.toContain("8888");
    expect(under.github.requests).toEqual([]);
  });
});

test("works with Enterprise, whose API lies below a path", async () => {
  const { state } = under.use({ api: "https://ghe.example/api/v3" });
  state.addPull(12);
  for (let index = 0; index < 120; index += 1) state.addComment(12, "ana", `Comment ${index}`);
  expect(await run()).toMatchObject({ code: 0 });
  expect(await run()).toMatchObject({ stdout: expect.stringMatching(/^The comment on #12 is up to date/) });
});
