/** Seeds for specifications. */

import { simulate } from "./simulate.ts";

/** @returns each seed that shows a fault, as the line that repeats it and what was violated */
export async function failingSeeds(from: number, seeds: number): Promise<string[]> {
  const failing: string[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const breaches = await simulate(seed);
    if (breaches.length > 0)
      failing.push(`npm run simulate -- --from ${seed} --seeds 1\n${breaches.join("\n")}`);
  }
  return failing;
}
