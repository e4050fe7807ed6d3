/** maxGrowthPercent in CI, where each run has a machine of its own. */

import { expect, it, vi } from "vitest";
import {
  acme,
  identity,
  list,
  membersOf,
  REHEARSAL_TIMEOUT_MS,
  resultsOf,
  takeOff,
} from "../support/workflow-acme.ts";

vi.setConfig({ testTimeout: REHEARSAL_TIMEOUT_MS });

const LASTS = ["1111", "2222", "3333", "4444", "5555"];

it("a review of a first import that is finished lifts no gate, though its run failed and it still counts", async () => {
  const { blip, rehearsal } = await acme({ "lists/bot.yaml": "maxGrowthPercent: 20\n" });
  blip.emulator.state.takenLists.add("news");
  await rehearsal.pullRequest(1, {
    "lists/vip.yaml": list("vip", ...LASTS.map(identity)),
    "lists/news.yaml": list("news", identity("1111")),
  });
  rehearsal.merge(1);
  expect((await rehearsal.pushed()).conclusion).toBe("failure");
  expect(membersOf(blip, "vip")).toHaveLength(5);

  for (const last of LASTS.slice(1)) takeOff(blip, "vip", last);
  const again = await rehearsal.pushed();
  expect(resultsOf(again)).toMatchObject({ "apply lists": "failure" });
  expect(again.log).toContain("#1: reviews/1.json");
  expect(again.log).toContain("vip to grow by 400%, from 1 members to 5");
  expect(membersOf(blip, "vip")).toEqual([identity("1111")]);
});
