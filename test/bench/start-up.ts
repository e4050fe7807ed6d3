/** How long the tool takes to start, against Node.js that does nothing. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./median.ts";
import { BLIP_LISTS, ROOT, time } from "./process.ts";
import type { Ratio } from "./report.ts";

const REFERENCE = "node -e 0";
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  [REFERENCE]: ["-e", "0"],
  "blip-lists --version": [BLIP_LISTS, "--version"],
  "blip-lists validate lists": [BLIP_LISTS, "validate", "lists"],
};

/** One after the other, round by round, so that what else the machine does is everybody's; the first is a warm-up. */
export async function compareStartUp(name: string, rounds: number): Promise<Ratio[]> {
  const cwd = fileURLToPath(ROOT);
  // Where Node.js keeps compiled code it does so from one start to the next.
  const caches = await mkdtemp(join(tmpdir(), "blip-lists-bench-"));
  const times = new Map<string, number[]>(Object.keys(PROGRAMS).map((program) => [program, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [program, args] of Object.entries(PROGRAMS)) {
      const { wallMs } = await time(args, { cwd, env: { XDG_CACHE_HOME: caches } });
      if (round > 0) times.get(program)?.push(wallMs);
    }
  }
  await rm(caches, { recursive: true, force: true });
  const theirs = median(times.get(REFERENCE) ?? []);
  return [...times]
    .filter(([program]) => program !== REFERENCE)
    .map(([program, wallMs]) => ({
      name,
      what: `${program}, time`,
      unit: "ms" as const,
      ours: median(wallMs),
      reference: REFERENCE,
      theirs,
    }));
}
