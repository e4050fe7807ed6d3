/** Whatever happens, promises are kept: seeds 1 to 600, at the speed of the machine. */

import { expect, test } from "vitest";
import { failingSeeds } from "./seeds.ts";

/** Small enough that one test takes seconds on the slowest machine. */
const SEEDS = 100;
const FROM = [1, 101, 201, 301, 401, 501];

test.each(FROM)("a hundred harnesses from seed %i on keep what is promised", async (from) => {
  expect(await failingSeeds(from, SEEDS)).toEqual([]);
});
