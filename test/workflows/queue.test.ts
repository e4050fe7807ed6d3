/** However a pull request comes to main, the run that applies it knows it, and no other run does. */

import { describe, expect, it, vi } from "vitest";
import { asRead } from "../support/as-read.ts";
import {
  acme,
  identity,
  list,
  membersOf,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  sentTo,
} from "../support/workflow-acme.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const LISTS = {
  "lists/bot.yaml": "approval: require\n",
  "lists/vip.yaml": list("vip", identity("8888")),
};
const LIVE = { vip: [identity("8888")] };
const ONE = { "lists/one.yaml": list("one", identity("1111")) };
const TWO = { "lists/two.yaml": list("two", identity("2222")) };
const THREE = { "lists/three.yaml": list("three", identity("3333")) };

describe("a pull request", () => {
  it("is applied once, whether it was merged, squashed or rebased", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, ONE);
    await rehearsal.pullRequest(1, { "lists/more.yaml": list("more", identity("4444")) });
    rehearsal.merge(1, "rebase");
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(membersOf(blip, "one")).toEqual([identity("1111")]);
    const applied = rehearsal.commentsOn(1);
    expect(applied).toEqual([expect.stringContaining("applied: 4 of 4 actions done")]);

    await rehearsal.pullRequest(2, TWO);
    await rehearsal.pullRequest(3, THREE);
    rehearsal.merge(2, "squash");
    rehearsal.merge(3, "merge");
    const next = await rehearsal.pushed();
    expect(next.conclusion).toBe("success");
    expect(next.log.match(/^#\d: .*$/gm)).toEqual([
      "#2: reviews/2.json (2 actions)",
      "#3: reviews/3.json (2 actions)",
    ]);
    expect(rehearsal.commentsOn(1)).toEqual(applied);
  });

  it("that is merged while a run waits is applied by that run, and not claimed by its own", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, ONE);
    await rehearsal.pullRequest(2, TWO);
    rehearsal.merge(1);
    const first = rehearsal.event();
    rehearsal.merge(2);
    expect((await rehearsal.pushed(first)).conclusion).toBe("success");
    expect(membersOf(blip, "two")).toEqual([identity("2222")]);
    const applied = [1, 2].map((pull) => rehearsal.commentsOn(pull));
    const second = await rehearsal.pushed();
    expect(second.conclusion).toBe("success");
    expect(second.log).not.toMatch(/^#\d: /m);
    expect([1, 2].map((pull) => rehearsal.commentsOn(pull))).toEqual(applied);
  });

  it("that is merged while a run reads the reviews is left to the next", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, ONE);
    await rehearsal.pullRequest(2, TWO);
    rehearsal.merge(1);
    rehearsal.meanwhile = (artifact) => {
      if (!artifact.startsWith("blip-lists-applied-")) return;
      rehearsal.meanwhile = () => {};
      rehearsal.merge(2);
    };
    const first = await rehearsal.pushed();
    expect(first.conclusion).toBe("success");
    expect(first.log).not.toContain("#2: ");
    expect(rehearsal.commentsOn(2).join()).not.toContain("appl");
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(membersOf(blip, "two")).toEqual([identity("2222")]);
    expect(rehearsal.commentsOn(2)).toEqual([expect.stringContaining("applied: 2 of 2 actions done")]);
  });
});

describe("a merge queue", () => {
  it("plans each of its groups into the summary, and its pull requests are applied together", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, ONE);
    await rehearsal.pullRequest(2, TWO);
    const before = [1, 2].map((pull) => rehearsal.commentsOn(pull));
    const queued = await rehearsal.queue(1, 2);
    for (const run of queued) {
      expect(resultsOf(run)).toEqual({
        bots: "success",
        "validate lists": "success",
        "plan lists": "success",
        comment: "skipped",
      });
      expect([...run.artifacts.keys()]).toEqual([]);
    }
    // The second on top of the first.
    expect(asRead(queued[0]?.summary ?? "")).toContain("1 list to create");
    expect(asRead(queued[1]?.summary ?? "")).toContain("2 lists to create");
    expect([1, 2].map((pull) => rehearsal.commentsOn(pull))).toEqual(before);
    expect(sentTo(blip)).toEqual([]);

    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect([membersOf(blip, "one"), membersOf(blip, "two")]).toEqual([
      [identity("1111")],
      [identity("2222")],
    ]);
    for (const pull of [1, 2])
      expect(rehearsal.commentsOn(pull)).toEqual([expect.stringContaining("applied: 4 of 4 actions done")]);

    await rehearsal.pullRequest(3, THREE);
    await rehearsal.queue(3);
    const next = await rehearsal.pushed();
    expect(next.conclusion).toBe("success");
    expect(next.log.match(/^#\d: .*$/gm)).toEqual(["#3: reviews/3.json (2 actions)"]);
    expect(rehearsal.github.fake.violations).toEqual([]);
  });

  it("runs the tool of the base branch, not what a pull request makes of it", async () => {
    const { rehearsal } = await acme(LISTS, LIVE);
    const hostile = {
      ...ONE,
      ".github/actions/install/action.yml":
        "runs: {using: composite, steps: [{run: echo taken over, shell: bash}]}\n",
    };
    await rehearsal.pullRequest(1, hostile);
    await rehearsal.pullRequest(2, TWO);
    const queued = await rehearsal.queue(1, 2);
    for (const run of queued) {
      expect(run.conclusion).toBe("success");
      expect(run.log).not.toContain("taken over");
    }
  });
});

describe("a pull request that is edited", () => {
  it("is planned again where it is for another branch, and not for another title", async () => {
    const { rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, ONE);
    const title = await rehearsal.edited(1, { title: { from: "before" } });
    expect(new Set(Object.values(resultsOf(title)))).toEqual(new Set(["skipped"]));
    const base = await rehearsal.edited(1, { base: { ref: { from: "staging" } } });
    expect(resultsOf(base)).toMatchObject({ "plan lists": "success", "comment lists": "success" });
  });
});
