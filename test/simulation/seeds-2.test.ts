/** Whatever happens, promises are kept: seeds 601 to 1200, at the speed of the machine. */

import { expect, test } from "vitest";
import { failingSeeds } from "./seeds.ts";

/** Small enough that one test takes seconds on the slowest machine. */
const SEEDS = 100;
const FROM = [601, 701, 801, 901, 1001, 1101];

test.each(FROM)("a hundred harnesses from seed %i on keep what is promised", async (from) => {
  expect(await failingSeeds(from, SEEDS)).toEqual([]);
});
