/** Several bots, another repository's lists, plans over a gate, servers of old. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  acme,
  anotherBot,
  identity,
  list,
  membersOf,
  number,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  sentTo,
} from "../support/workflow-acme.ts";
import { Repository, temporaryDirectory } from "../support/workflow-git.ts";
import { Rehearsal, TOOL } from "../support/workflow-rehearsal.ts";
import { ROOT, toolFiles } from "../support/workflow-source.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

describe("several bots", () => {
  it("have a job, an environment and a comment each, and one that fails stops no other", async () => {
    const [north, south] = await Promise.all([anotherBot("north"), anotherBot("south")]);
    const rehearsal = await Rehearsal.begin({
      files: {
        "lists/north/bot.yaml": "bot: north\n",
        "lists/north/vip.yaml": list("vip", number("8888")),
        "lists/south/bot.yaml": "bot: south\n",
        "lists/south/vip.yaml": list("vip", number("7777")),
      },
      environments: {
        "blip-north": north.environment,
        "blip-plan-north": north.environment,
        "blip-south": south.environment,
        "blip-plan-south": south.environment,
      },
    });
    const change = { "lists/south/new.yaml": list("new", number("6666")) };
    const planned = await rehearsal.pullRequest(1, change);
    expect(planned.conclusion).toBe("success");
    const environments = planned.jobs.filter(({ id }) => id === "plan").map(({ environment }) => environment);
    expect(environments).toEqual(["blip-plan-north", "blip-plan-south"]);
    expect(rehearsal.commentsOn(1)).toHaveLength(2);

    south.blip.emulator.state.takenLists.add("new");
    rehearsal.merge(1);
    const applied = await rehearsal.pushed();
    expect(resultsOf(applied)).toMatchObject({
      "apply lists-north": "success",
      "apply lists-south": "failure",
      "report lists-north": "success",
      "report lists-south": "success",
    });
    expect(membersOf(north.blip, "vip")).toEqual([identity("8888")]);
    expect(membersOf(south.blip, "vip")).toEqual([identity("7777")]);
    const headlines = rehearsal
      .commentsOn(1)
      .map((body) => body.split("\n")[1])
      .sort();
    expect(headlines).toEqual([
      expect.stringContaining("### lists/north: applied: 2 of 2 actions done"),
      expect.stringMatching(/^### lists\/south: failed: 2 of 4 actions done/),
    ]);
    for (const bot of ["north", "south"])
      expect(rehearsal.repository.read("refs/heads/main", `lists/${bot}/identities.lock.csv`)).toContain(
        ",lookup,",
      );

    await rehearsal.pullRequest(2, { "lists/south/more.yaml": list("more", number("5555")) });
    expect(rehearsal.commentsOn(2)).toEqual([expect.stringContaining("### lists/south: ")]);
  });
});

describe("another repository", () => {
  it("is shown a workflow for plans, one for applies and one for drift", () => {
    const paths = ["plan", "apply", "drift"].map((name) => `.github/workflows/${name}.yml`);
    expect(Object.keys(callers("0".repeat(40)))).toEqual(paths);
    for (const text of Object.values(callers("0".repeat(40))))
      expect(text.split("\n").length).toBeLessThan(12);
  });

  it.each(Object.entries(callers("0".repeat(40))))("writes what GitHub takes: %s", (path, text) => {
    const file = join(temporaryDirectory(), basename(path));
    writeFileSync(file, text);
    const validator = `${ROOT}node_modules/@action-validator/cli/cli.mjs`;
    expect(() => execFileSync(process.execPath, [validator, file], { stdio: "pipe" })).not.toThrow();
  });

  it("has its lists and ten lines for each workflow, and the tool at the commit they name", async () => {
    const tool = new Repository(toolFiles());
    const commit = tool.at("refs/heads/main");
    const { blip, rehearsal } = await acme(
      { ...callers(commit), "lists/vip.yaml": list("vip", number("8888")) },
      {},
      { tool },
    );
    // What the tool's repository has become since is nobody's matter.
    tool.commit("main", {
      ".github/workflows/plan.yml": "on: {workflow_call: }\njobs: {}\n",
      "package-lock.json": null,
    });

    const planned = await rehearsal.pullRequest(1, {
      "lists/vip.yaml": list("vip", number("8888"), number("7777")),
    });
    expect(planned.conclusion).toBe("success");
    expect(planned.log).toContain(`${TOOL} at ${commit}\n`);
    expect(rehearsal.commentsOn(1)[0]).toContain("1 list to create, 2 members to add");
    rehearsal.merge(1);
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(membersOf(blip, "vip")).toEqual([identity("7777"), identity("8888")]);
    expect(rehearsal.commentsOn(1)[0]).toContain("applied: 3 of 3 actions done");
    expect(rehearsal.repository.read("refs/heads/main", "lists/identities.lock.csv")).toContain(",lookup,");
    const drift = await rehearsal.scheduled();
    expect(drift.log).toContain("No drift: Blip has everyone that lists declares.");
  });

  it("fails with a reason where its GitHub does not say which workflow a job is of", async () => {
    const { blip, rehearsal } = await acme({ "lists/vip.yaml": list("vip") }, {}, { isOldServer: true });
    const run = await rehearsal.pullRequest(1, { "lists/vip.yaml": list("vip", number("8888")) });
    expect(resultsOf(run)).toMatchObject({
      bots: "failure",
      validate: "skipped",
      plan: "skipped",
      comment: "skipped",
    });
    expect(run.log).toContain("::error title=Which tool?::");
    expect(blip.emulator.log.entries).toEqual([]);
  });
});

describe("a plan over a gate", () => {
  it("is applied once a person has named it", async () => {
    const files = {
      "lists/bot.yaml": "maxAdditions: 1\n",
      "lists/vip.yaml": list("vip", number("8888"), number("7777")),
    };
    const { blip, rehearsal } = await acme(files);
    const refused = await rehearsal.pushed();
    expect(resultsOf(refused)).toMatchObject({ "apply lists": "failure" });
    expect(sentTo(blip)).toEqual([]);
    const digest = /--accept (sha256:[0-9a-f]{64})/.exec(refused.log)?.[1] ?? "";
    expect((await rehearsal.started("apply", { accept: digest })).conclusion).toBe("success");
    expect(membersOf(blip, "vip")).toEqual([identity("7777"), identity("8888")]);
  });
});

/** The workflows that the documents show for another repository, with the tool's name and commit filled in. */
function callers(commit: string): Record<string, string> {
  const document = readFileSync(`${ROOT}.github/workflows/README.md`, "utf8");
  const shown = document.matchAll(/^```yaml\n# (\.github\/workflows\/\w+\.yml)\b.*\n([\s\S]*?)^```$/gm);
  return Object.fromEntries(
    [...shown].map(([, path = "", text = ""]) => [
      path,
      text.replaceAll("OWNER/blip-lists", TOOL).replaceAll("COMMIT", commit),
    ]),
  );
}
