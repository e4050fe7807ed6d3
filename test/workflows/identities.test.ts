/** What look-ups answered finds its way into the repository, whatever is in the way. */

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

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const FILE = "lists/identities.lock.csv";
const BRANCH = "refs/heads/blip-lists/identities-lists";
const MAIN = "refs/heads/main";
const LISTS = { "lists/vip.yaml": list("vip", number("7777")) };
const lookUpOf = (last: string) => `get lime://wa.gw.msging.net/accounts/+55319999${last.padStart(5, "9")}`;

describe("where main is protected", () => {
  it("they are asked for in a pull request, and meanwhile nothing is looked up again", async () => {
    const { blip, rehearsal } = await acme(LISTS);
    rehearsal.repository.protect("main");

    const first = await rehearsal.pushed();
    expect(first.conclusion).toBe("success");
    expect(rehearsal.repository.read(MAIN, FILE)).toBeNull();
    expect(rehearsal.repository.read(BRANCH, FILE)).toContain(`${identity("7777")},lookup,`);
    expect(rehearsal.github.opened).toEqual([
      {
        number: 1,
        head: "blip-lists/identities-lists",
        base: "main",
        title: "Identities that look-ups answered (lists/identities.lock.csv)",
      },
    ]);
    expect(first.log).toContain("merge the pull request of blip-lists/identities-lists");

    // The list is gone, and is filled again without a question.
    blip.emulator.state.lists.write({ kind: "delete-list", list: "vip" }, 0, 0);
    blip.emulator.log.clear();
    expect((await rehearsal.pushed()).log).toContain("was updated: merge it");
    expect(membersOf(blip, "vip")).toEqual([identity("7777")]);
    expect(sentTo(blip).join("\n")).not.toContain("/accounts/");
    expect(rehearsal.github.opened).toHaveLength(1);
  });

  it("once that is merged, main alone says what is known: whoever takes a line away has it looked up again", async () => {
    const { blip, rehearsal } = await acme(LISTS);
    rehearsal.repository.protect("main");
    await rehearsal.pushed();
    rehearsal.repository.unprotect();
    rehearsal.repository.merge(BRANCH, MAIN, MAIN);
    expect((await rehearsal.pushed()).log).toContain("Nothing to change.");

    rehearsal.repository.commit("main", { [FILE]: null });
    blip.emulator.state.lists.write({ kind: "delete-list", list: "vip" }, 0, 0);
    blip.emulator.log.clear();
    await rehearsal.pushed();
    expect(sentTo(blip).filter((line) => line.includes("/accounts/"))).toEqual([lookUpOf("7777")]);
  });

  it("and Actions may open no pull request, the run says what to allow, and whoever plans knows them all the same", async () => {
    const { rehearsal } = await acme(LISTS, {}, { switches: { unknownNumber: "not-found" } });
    rehearsal.repository.protect("main");
    rehearsal.github.letsActionsOpenPulls = false;
    const run = await rehearsal.pushed();
    expect(resultsOf(run)).toMatchObject({ "identities lists": "failure" });
    expect(run.log).toContain("let Actions create pull requests (Settings, Actions, General)");
    expect(rehearsal.repository.read(BRANCH, FILE)).toMatch(/^\+5531999997777,,/m);
    // A number that Blip refused is no drift.
    await rehearsal.scheduled();
    expect([...rehearsal.github.state.issues.values()]).toEqual([]);
  });
});

describe("where main moves on meanwhile", () => {
  it("lines of both are kept", async () => {
    const other = `+5531999996666,${identity("6666")},lookup,2026-11-01T00:00:00.000Z`;
    const { rehearsal } = await acme(LISTS);
    rehearsal.meanwhile = (artifact) => {
      if (!artifact.startsWith("blip-lists-identities-")) return;
      rehearsal.repository.commit("main", { [FILE]: `phone,identity,source,resolved_at\n${other}\n` });
    };
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(rehearsal.repository.read(MAIN, FILE)?.split("\n")).toEqual([
      expect.stringMatching(/^# contract: \S+, bot: acmebot$/),
      "phone,identity,source,resolved_at",
      other,
      expect.stringContaining(`+5531999997777,${identity("7777")},lookup,`),
    ]);
  });
});

describe("when apply fails", () => {
  it("they are kept all the same: a number that Blip refuses is not asked for again", async () => {
    const { blip, rehearsal } = await acme(LISTS, {}, { switches: { unknownNumber: "not-found" } });
    const failed = await rehearsal.pushed();
    expect(resultsOf(failed)).toMatchObject({ "apply lists": "failure", "identities lists": "success" });
    expect(rehearsal.repository.read(MAIN, FILE)).toMatch(/^\+5531999997777,,/m);
    blip.emulator.log.clear();
    await rehearsal.pushed();
    expect(sentTo(blip).join("\n")).not.toContain("/accounts/");
  });
});
