/** The scheduled look at whether Blip still has what is declared. */

import { describe, expect, it, vi } from "vitest";
import {
  acme,
  identity,
  list,
  number,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  sentTo,
  takeOff,
} from "../support/workflow-acme.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

describe("drift.yml", () => {
  it("opens one issue, brings it up to date, and closes it when the drift is gone", async () => {
    const live = { vip: [identity("8888"), identity("7777")] };
    const { blip, rehearsal } = await acme(
      { "lists/vip.yaml": list("vip", number("8888"), number("7777")) },
      live,
    );
    const issues = () => [...rehearsal.github.state.issues.values()];

    expect(resultsOf(await rehearsal.scheduled())).toEqual({
      bots: "success",
      "plan lists": "success",
      "issue lists": "success",
    });
    expect(issues()).toEqual([]);

    takeOff(blip, "vip", "8888");
    await rehearsal.scheduled();
    expect(issues()).toEqual([expect.objectContaining({ state: "open", author: "github-actions[bot]" })]);
    expect(issues()[0]?.body).toContain("9****-8888");

    takeOff(blip, "vip", "7777");
    await rehearsal.started("drift");
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.body).toContain("9****-7777");
    expect(sentTo(blip)).toEqual([]);

    expect((await rehearsal.pushed()).conclusion).toBe("success");
    await rehearsal.scheduled();
    expect(issues()).toEqual([expect.objectContaining({ state: "closed" })]);
    expect(rehearsal.github.fake.violations).toEqual([]);
  });
});
