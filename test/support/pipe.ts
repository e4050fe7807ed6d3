/** What opens and never ends, for whoever opens everything. */

import { execFileSync } from "node:child_process";

/** A named pipe without anybody at its other end. */
export function makePipe(path: string): void {
  execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
}
