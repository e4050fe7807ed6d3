/** A run of apply that somebody cancels: the tool hears of it, ends in good order, and says what it came to. */

import { describe, expect, it, vi } from "vitest";
import { asRead } from "../support/as-read.ts";
import type { Acme } from "../support/workflow-acme.ts";
import {
  acme,
  identity,
  list,
  membersOf,
  number,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
} from "../support/workflow-acme.ts";
import { Cancellation, RUNNER_WAITS } from "../support/workflow-cancel.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const LASTS = Array.from({ length: 200 }, (_, index) => String(1_000 + index));
const MEMBERS = LASTS.map(identity);
const CANCELLED_AT = 10;

/** A pull request with {@link MEMBERS} is merged, and its run cancelled when some of them are on the list. */
async function cancelled(waits: typeof RUNNER_WAITS, isStuck: boolean): Promise<Acme & { comment: string }> {
  let writes = 0;
  const sink = ({ method }: { readonly method: string | null }) => {
    if (method !== "set") return;
    writes += 1;
    if (writes !== CANCELLED_AT) return;
    // From now on no answer comes.
    if (isStuck) Object.assign(blip.emulator.switches, { latencyMs: 3_600_000 });
    rehearsal.cancellation.request();
  };
  const lists = { "lists/vip.yaml": list("vip", number("8888")) };
  const live = { vip: [identity("8888")] };
  const { blip, rehearsal } = await acme(lists, live, { switches: { latencyMs: 30 }, sink });
  await rehearsal.pullRequest(1, { "lists/vip.yaml": list("vip", number("8888"), ...MEMBERS) });
  rehearsal.merge(1);
  rehearsal.cancellation = new Cancellation(waits);
  const run = await rehearsal.pushed();
  expect(run.conclusion).toBe("cancelled");
  expect(resultsOf(run)).toMatchObject({ "apply lists": "cancelled", "report lists": "success" });
  const step = run.jobs.find(({ id }) => id === "apply")?.steps.find(({ name }) => name === "Apply");
  expect(step).toMatchObject({ outcome: "cancelled", log: expect.stringContaining("Stopping:") });
  expect(membersOf(blip, "vip").length).toBeLessThan(MEMBERS.length);
  expect(rehearsal.commentsOn(1)).toHaveLength(1);
  return { blip, rehearsal, comment: asRead(rehearsal.commentsOn(1).join()) };
}

describe("a run of apply that is cancelled", () => {
  it("finishes what is in flight, and says in the pull request how far it came", async () => {
    const { blip, rehearsal, comment } = await cancelled(RUNNER_WAITS, false);
    const added = membersOf(blip, "vip").length - 1;
    const left = MEMBERS.length - added;
    expect(comment).toContain(`failed: interrupted: ${added} of 200 actions done, ${left} not attempted`);

    // Its approval counts on: the next run does the rest.
    rehearsal.cancellation = new Cancellation();
    expect((await rehearsal.pushed()).conclusion).toBe("success");
    expect(membersOf(blip, "vip")).toEqual([...MEMBERS, identity("8888")].sort());
    expect(asRead(rehearsal.commentsOn(1).join())).toContain(`applied: ${left} of ${left} actions done`);
  });

  it("gives up what is not answered, within the time that GitHub lets it", async () => {
    const { comment } = await cancelled(RUNNER_WAITS, true);
    expect(comment).toMatch(/failed: interrupted/);
    expect(comment).not.toContain("200 done");
  });

  it("ends at the second signal, and says that commands may have arrived", async () => {
    const { comment } = await cancelled({ ...RUNNER_WAITS, terminateMs: 0 }, true);
    expect(comment).toContain("failed: interrupted, and stopped at once");
    expect(comment).toContain("commands in flight may have reached Blip");
  });
});
