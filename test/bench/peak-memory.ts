/**
 * Imported into a process that is measured (`node --import`): when that ends, the most memory it ever had
 * goes to the pipe that its parent listens to.
 */

import { readFileSync, writeSync } from "node:fs";
import { PEAK_MEMORY_FD } from "./process.ts";

process.on("exit", () => {
  writeSync(PEAK_MEMORY_FD, String(highWaterKiB() ?? process.resourceUsage().maxRSS));
});

/** Linux hands the `maxRSS` of a parent down to its children; this figure is the program's own. */
function highWaterKiB(): number | null {
  try {
    const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return kib === undefined ? null : Number(kib);
  } catch {
    return null;
  }
}
