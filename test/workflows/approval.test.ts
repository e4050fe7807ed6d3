/** What was approved, and what is applied: Blip may have changed between the two. */

import { describe, expect, it, vi } from "vitest";
import { asRead } from "../support/as-read.ts";
import {
  acme,
  identity,
  list,
  membersOf,
  number,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  sentTo,
  takeOff,
} from "../support/workflow-acme.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const LISTS = { "lists/vip.yaml": list("vip", number("8888")) };
const LIVE = { vip: [identity("8888"), identity("0000")] };

/** A comment as it reads on the page. */
const shown = (body: string) => asRead(body).replaceAll("`", "");

describe("on merge, when Blip has changed since the review", () => {
  const change = { "lists/vip.yaml": list("vip", number("8888"), number("7777")) };

  it("everything that main declares is applied, and the difference is shown", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, change);
    takeOff(blip, "vip", "8888");
    rehearsal.merge(1);
    const run = await rehearsal.pushed();
    expect(run.conclusion).toBe("success");
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777"), identity("8888")]);
    const comment = shown(rehearsal.commentsOn(1).join());
    expect(comment).toContain("applied: 2 of 2 actions done");
    expect(comment).toContain("not reviewed: add +55 31 9****-8888 to vip");
  });

  it("with approval: require, what nobody approved is left and named, until a review holds it", async () => {
    const { blip, rehearsal } = await acme({ ...LISTS, "lists/bot.yaml": "approval: require\n" }, LIVE);
    await rehearsal.pullRequest(1, change);
    await rehearsal.pullRequest(2, { "lists/two.yaml": list("two", number("6666")) });
    takeOff(blip, "vip", "8888");
    rehearsal.merge(1);
    rehearsal.merge(2);
    // GitHub keeps one run waiting and drops the others: it carries both.
    const run = await rehearsal.pushed();
    expect(resultsOf(run)).toMatchObject({ "apply lists": "failure", "report lists": "success" });
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777")]);
    expect(membersOf(blip, "two")).toEqual([identity("6666")]);
    for (const pull of [1, 2]) {
      const comment = shown(rehearsal.commentsOn(pull).join());
      expect(comment).toContain("failed: 3 of 4 actions done, 1 not attempted");
      expect(comment).toMatch(
        /Not attempted[\s\S]*not in the approved plan[\s\S]*add \+55 31 9\*{4}-8888 to vip/,
      );
    }

    // The next pull request shows it. Its run carries all three: none has succeeded since the first two.
    await rehearsal.pullRequest(3, { "lists/two.yaml": `# again\n${list("two", number("6666"))}` });
    expect(shown(rehearsal.commentsOn(3).join())).toContain("9****-8888");
    rehearsal.merge(3);
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777"), identity("8888")]);
    for (const pull of [1, 2, 3])
      expect(rehearsal.commentsOn(pull)).toEqual([expect.stringContaining("applied: 1 of 1 action done")]);
  });

  it("with approval: require, a plan that was not made for the pull request, or came later, approves nothing", async () => {
    const { blip, rehearsal } = await acme({ ...LISTS, "lists/bot.yaml": "approval: require\n" }, LIVE);
    await rehearsal.pullRequest(1, change);
    takeOff(blip, "vip", "8888");
    // Genuine, of main, and with the member who was taken off: filed as if the pull request had shown it.
    const drift = await rehearsal.scheduled();
    rehearsal.fileReview(1, drift.artifacts.get("blip-lists-drift-lists"));
    expect(rehearsal.commentsOn(1).join()).not.toContain("9****-8888");
    rehearsal.merge(1);
    rehearsal.fileReview(1, drift.artifacts.get("blip-lists-drift-lists"));
    const run = await rehearsal.pushed();
    expect(resultsOf(run)).toMatchObject({ "apply lists": "failure", "report lists": "success" });
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777")]);
    expect(run.log).not.toContain("no review");
  });

  it("with approval: require, a plan that is made again after the merge approves nothing", async () => {
    const { blip, rehearsal } = await acme({ ...LISTS, "lists/bot.yaml": "approval: require\n" }, LIVE);
    await rehearsal.pullRequest(1, change);
    rehearsal.merge(1);
    takeOff(blip, "vip", "8888");
    await rehearsal.plannedAgain(1);
    expect(shown(rehearsal.commentsOn(1).join())).toContain("9****-8888");
    expect(resultsOf(await rehearsal.pushed())).toMatchObject({ "apply lists": "failure" });
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777")]);
  });

  it("with approval: require, and no review of anything, nothing is sent", async () => {
    const { blip, rehearsal } = await acme({ ...LISTS, "lists/bot.yaml": "approval: require\n" });
    const run = await rehearsal.pushed();
    expect(resultsOf(run)).toMatchObject({ "apply lists": "failure" });
    expect(sentTo(blip)).toEqual([]);
  });
});
