/** What a run leaves alone in a pull request: what is of a newer commit or run, and what came of an apply. */

import { describe, expect, test } from "vitest";
import type { CommentOptions } from "../../src/app/comment.ts";
import { comment } from "../../src/app/comment.ts";
import { madeOf, withMade } from "../../src/github/marker.ts";
import { COMMENT_OPTIONS, MEMBERS, resultFile, reviewFile } from "../support/github-files.ts";
import { gitHubUnderTest } from "../support/github-harness.ts";
import { phoneNumberIn } from "../support/github-rules.ts";
import { BOT, sha } from "../support/github-state.ts";

const under = gitHubUnderTest();

const [OLD, NEW] = [sha("old"), sha("new")];

interface Run {
  readonly id: number;
  readonly attempt?: number;
  readonly commit?: string;
  readonly members?: readonly string[];
}

/** A run comments on pull request 12. */
function says(
  { id, attempt = 1, commit = NEW, members = MEMBERS }: Run,
  options: Partial<CommentOptions> = {},
) {
  const origin = { pullRequest: 12, commit, base: "main" };
  const event = { pull_request: { number: 12, head: { sha: commit }, base: { ref: "main" } } };
  const files = {
    "review.json": reviewFile(members, "lists", origin),
    "result.json": resultFile(),
    "event.json": JSON.stringify(event),
  };
  const env = {
    GITHUB_RUN_ID: String(id),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: "event.json",
  };
  return under.run((ports) => comment({ ...COMMENT_OPTIONS, ...options }, ports), files, env);
}

const failed = { review: null, directory: "lists", state: "failed" } as const;
const applied = { result: "result.json" };

/** Pull request 12, whose head is the new commit. */
function opened(isMerged = false) {
  const { state } = under.github;
  const mergedAt = isMerged ? "2026-11-11T10:00:00Z" : null;
  state.addPull(12, { headSha: NEW, mergedAt });
}

const LEFT = /^Left the comment on #12 as it is, because it shows a newer commit or run: https/;
const RESULT = /^Left the comment on #12 as it is, because it shows the result of the apply: https/;

describe("a plan of an older commit", () => {
  test.each([
    ["that ends late", 8, 1],
    ["whose run is started again", 8, 2],
    ["whose run has the greater number", 11, 1],
  ])("%s leaves the newer one", async (_, id, attempt) => {
    opened();
    await says({ id: 10 });
    const bodies = under.github.state.bodiesOn(12);
    const late = await says({ id, attempt, commit: OLD, members: [] });
    expect(late).toMatchObject({ code: 0, stdout: expect.stringMatching(LEFT) });
    expect(await says({ id, attempt, commit: OLD }, failed)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(LEFT),
    });
    expect(under.github.state.bodiesOn(12)).toEqual(bodies);
  });

  test("is replaced by one of the head, whatever the numbers of their runs are: a push may take a commit back", async () => {
    opened();
    await says({ id: 10, commit: OLD });
    expect((await says({ id: 9 })).stdout).toMatch(/^Updated/);
    expect(under.github.state.bodiesOn(12)).toEqual([expect.stringContaining(NEW.slice(0, 7))]);
  });
});

describe("a plan of the same commit", () => {
  test.each([
    ["an older run", 9, 5],
    ["an earlier attempt", 10, 1],
  ])("by %s leaves the newer one", async (_, id, attempt) => {
    opened();
    await says({ id: 10, attempt: 2 });
    const bodies = under.github.state.bodiesOn(12);
    expect((await says({ id, attempt, members: [] })).stdout).toMatch(LEFT);
    expect(under.github.state.bodiesOn(12)).toEqual(bodies);
  });

  test.each([
    ["a newer run", 100, 1],
    ["a later attempt", 10, 12],
  ])("by %s takes its place", async (_, id, attempt) => {
    opened();
    await says({ id: 10, attempt: 9 });
    expect((await says({ id, attempt, members: [] })).stdout).toMatch(/^Updated/);
    expect(under.github.state.bodiesOn(12)).toEqual([expect.stringContaining("nothing to change")]);
  });
});

describe("what came of an apply", () => {
  test.each([
    ["a plan that has nothing to do", { id: 30, members: [] }, {}],
    ["a plan that has something to do", { id: 30 }, {}],
    ["a plan that failed", { id: 30 }, failed],
    ["a plan that ends late", { id: 10 }, {}],
  ])("is not replaced by %s after the merge", async (_, run, options) => {
    opened(true);
    await says({ id: 20 }, applied);
    const bodies = under.github.state.bodiesOn(12);
    expect(await says(run, options)).toMatchObject({ code: 0, stdout: expect.stringMatching(RESULT) });
    expect(under.github.state.bodiesOn(12)).toEqual(bodies);
  });

  test("is not replaced by a plan that has nothing to do, where it was applied before the merge", async () => {
    opened();
    await says({ id: 20 }, applied);
    expect((await says({ id: 30, members: [] })).stdout).toMatch(RESULT);
    expect((await says({ id: 30 })).stdout).toMatch(/^Updated/);
  });

  test("is replaced by the plan of a newer commit", async () => {
    opened();
    await says({ id: 20, commit: OLD }, applied);
    expect((await says({ id: 30, members: [] })).stdout).toMatch(/^Updated/);
  });

  test("is replaced by what came of the next, also where that is an older run that was started again", async () => {
    opened(true);
    await says({ id: 20 }, applied);
    expect((await says({ id: 19, attempt: 2 }, { state: "applying" })).stdout).toMatch(/^Updated/);
    expect((await says({ id: 19, attempt: 2 }, applied)).stdout).toMatch(/^Updated/);
    expect(under.github.state.bodiesOn(12)).toEqual([expect.stringContaining("/runs/19")]);
  });
});

describe("two jobs that find no comment at the same time", () => {
  test("leave one, the newer plan", async () => {
    opened();
    const { state } = under.github;
    const other = withMade("<!-- blip-lists review: lists -->\nold", {
      state: "planned",
      commit: OLD,
      run: { id: 9, attempt: 1 },
    });
    under.github.meanwhile(/^POST/, () => state.addComment(12, BOT, other));
    expect((await says({ id: 10 })).stdout).toMatch(/^Updated/);
    expect(state.bodiesOn(12)).toEqual([expect.stringContaining(NEW.slice(0, 7))]);
    state.issue(12).comments.splice(0);
    const newer = withMade(other, { state: "planned", commit: NEW, run: { id: 11, attempt: 1 } });
    under.github.meanwhile(/^POST/, () => state.addComment(12, BOT, newer));
    expect((await says({ id: 9, commit: OLD })).stdout).toMatch(LEFT);
    expect(state.bodiesOn(12)).toEqual([newer]);
  });
});

describe("how a comment was made", () => {
  const made = {
    state: "planned",
    commit: "1234567890".repeat(4),
    run: { id: 5_531_999_998_888, attempt: 3 },
  } as const;

  test("is read back from its last line, whatever line ends GitHub gives back", () => {
    const body = withMade("<!-- m -->\nplan\n", made);
    expect(madeOf(body)).toEqual(made);
    expect(madeOf(body.replaceAll("\n", "\r\n"))).toEqual(made);
    expect(madeOf(body.trimEnd())).toEqual(made);
    const nothing = { state: "no-plan", commit: null, run: null } as const;
    expect(madeOf(withMade("x", nothing))).toEqual(nothing);
  });

  test("shows nothing that looks like a number", () => {
    expect(phoneNumberIn(withMade("", made))).toBeNull();
    expect(withMade("", made)).not.toMatch(/\d/);
  });

  test("is not read where it stands further up, or is something else", () => {
    const body = withMade("plan", made);
    expect(madeOf(`${body}\nmore`)).toBeNull();
    for (const other of ["", "plan", body.replace("planned", "done"), body.replace("made:", "review:")])
      expect(madeOf(other)).toBeNull();
  });
});
