/** A change from the pull request to the bot: the workflows as they stand, an emulator, an imitation of GitHub. */

import { describe, expect, it, vi } from "vitest";
import {
  acme,
  identity,
  list,
  membersOf,
  number,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  sentTo,
} from "../support/workflow-acme.ts";
import type { Rehearsal } from "../support/workflow-rehearsal.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const LISTS = { "lists/vip.yaml": list("vip", number("8888")) };
const LIVE = { vip: [identity("8888"), identity("0000")] };

/** The line that names the commit of a plan and its run. */
function plannedAt({ repository, github }: Rehearsal, pull: number, run: number): string {
  const head = repository.at(`refs/heads/change-${pull}`);
  return `<sub>Planned at ${head.slice(0, 7)} · [View run](${github.fake.api}/acme/lists/actions/runs/${run})</sub>`;
}

describe("a pull request", () => {
  it("shows its plan in one comment, kept up to date, and once merged what came of it", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);

    const planned = await rehearsal.pullRequest(1, {
      "lists/vip.yaml": list("vip", number("8888"), number("7777")),
    });
    expect(resultsOf(planned)).toEqual({
      bots: "success",
      "validate lists": "success",
      "plan lists": "success",
      "comment lists": "success",
    });
    expect(planned.summary).toContain("+55 31 9****-7777");
    const [first] = rehearsal.commentsOn(1);
    expect(rehearsal.commentsOn(1)).toHaveLength(1);
    expect(first).toContain(plannedAt(rehearsal, 1, 1001));
    expect(first).toContain("1 member to add");
    expect(first).toContain("+55 31 9****-7777");

    await rehearsal.pullRequest(1, { "lists/new.yaml": list("new", number("6666")) });
    const [second] = rehearsal.commentsOn(1);
    expect(rehearsal.commentsOn(1)).toHaveLength(1);
    expect(second).toContain("1 list to create, 2 members to add");
    expect(second).toContain(plannedAt(rehearsal, 1, 1002));
    expect(sentTo(blip)).toEqual([]);

    rehearsal.merge(1);
    const applied = await rehearsal.pushed();
    expect(resultsOf(applied)).toEqual({
      bots: "success",
      "reviewed lists": "success",
      "apply lists": "success",
      "report lists": "success",
      "identities lists": "success",
    });
    expect(membersOf(blip, "vip")).toEqual([identity("0000"), identity("7777"), identity("8888")]);
    expect(membersOf(blip, "new")).toEqual([identity("6666")]);
    expect(applied.log).toContain("Compared with the reviewed plan: no difference.");
    const [last] = rehearsal.commentsOn(1);
    expect(rehearsal.commentsOn(1)).toHaveLength(1);
    expect(last).toMatch(/applied: 3 of 3 actions done; converged · \[View run\]\(.*\/actions\/runs\/1003\)/);
    expect(rehearsal.github.fake.violations).toEqual([]);

    // What was looked up is on main, and the next run asks for nothing.
    const kept = rehearsal.repository.read("refs/heads/main", "lists/identities.lock.csv");
    expect(kept?.split("\n")).toEqual([
      "# contract: acme@127.0.0.1, bot: acmebot",
      "phone,identity,source,resolved_at",
      expect.stringContaining(`+5531999996666,${identity("6666")},lookup,`),
      expect.stringContaining(`+5531999997777,${identity("7777")},lookup,`),
    ]);
    blip.emulator.log.clear();
    expect((await rehearsal.pushed()).log).toContain("Nothing to change.");
    expect(sentTo(blip)).toEqual([]);
  });

  it("says on the very line what is wrong with a list, and shows no plan of an earlier commit", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, { "lists/new.yaml": list("new", number("7777")) });
    blip.emulator.log.clear();
    const wrong = await rehearsal.pullRequest(1, { "lists/new.yaml": list("new", number("7777"), "12") });
    expect(resultsOf(wrong)).toMatchObject({ "validate lists": "failure", plan: "skipped" });
    expect(wrong.log).toMatch(/^::error file=lists\/new\.yaml,line=4,col=\d+,title=[^:]+::/m);
    expect(wrong.conclusion).toBe("failure");
    expect(rehearsal.commentsOn(1)).toEqual([expect.stringMatching(/^.*\n### lists: no plan · /)]);
    expect(blip.emulator.log.entries).toEqual([]);
  });

  it("that never had a plan does not hear again from a comment that it has none", async () => {
    const { rehearsal } = await acme(LISTS, LIVE);
    const wrong = await rehearsal.pullRequest(1, { "lists/new.yaml": list("new", "12") });
    expect(resultsOf(wrong)).toMatchObject({ "validate lists": "failure", "comment lists": "success" });
    expect(rehearsal.commentsOn(1)).toEqual([]);
  });

  it("from a fork is validated and no more", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE);
    const forked = await rehearsal.pullRequest(
      1,
      { "lists/new.yaml": list("new", number("7777")) },
      { isFork: true },
    );
    expect(resultsOf(forked)).toEqual({
      bots: "success",
      "validate lists": "success",
      plan: "skipped",
      comment: "skipped",
    });
    expect(blip.emulator.log.entries).toEqual([]);
  });

  it("cannot run what it brings: the tool is the base's, and its files are data", async () => {
    const { rehearsal } = await acme(LISTS, LIVE);
    const hostile = "lists/$(touch pwned)`id`/bot.yaml";
    const run = await rehearsal.pullRequest(1, {
      "lists/vip.yaml": null,
      [hostile]: "contract: acme\n",
      "lists/$(touch pwned)`id`/a.yaml": list("a", number("8888")),
      "package-lock.json": null,
      ".github/actions/install/action.yml":
        "runs: {using: composite, steps: [{run: echo taken over, shell: bash}]}\n",
    });
    expect(resultsOf(run)).toMatchObject({ bots: "failure", plan: "skipped" });
    expect(run.log).toContain("cannot be the name of an environment");
    expect(run.log).not.toMatch(/uid=|taken over/);
  });
});

describe("where the machine of apply is lost", () => {
  it("the comment says that it failed", async () => {
    const { rehearsal } = await acme(LISTS, LIVE);
    await rehearsal.pullRequest(1, { "lists/vip.yaml": list("vip", number("8888"), number("7777")) });
    rehearsal.merge(1);
    rehearsal.lostJob = "apply";
    const run = await rehearsal.pushed();
    expect(resultsOf(run)).toMatchObject({ "apply lists": "failure", "report lists": "success" });
    expect(rehearsal.commentsOn(1)).toEqual([expect.stringMatching(/^.*\n### lists: failed/)]);
  });
});

describe("without a key", () => {
  it("lists are validated, and a notice says why they are neither planned nor applied", async () => {
    const { blip, rehearsal } = await acme(LISTS, LIVE, { environments: {} });
    const planned = await rehearsal.pullRequest(1, { "lists/new.yaml": list("new", number("7777")) });
    expect(planned.log).toContain("::notice title=Not planned::The environment blip-plan has no BLIP_KEY");
    rehearsal.merge(1);
    const applied = await rehearsal.pushed();
    expect(applied.log).toContain("::notice title=Not applied::The environment blip has no BLIP_KEY");
    expect([planned.conclusion, applied.conclusion]).toEqual(["success", "success"]);
    expect(rehearsal.commentsOn(1)).toEqual([]);
    expect(blip.emulator.log.entries).toEqual([]);
  });
});
