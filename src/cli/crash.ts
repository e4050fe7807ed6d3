/** Faults of the tool itself that nothing catches. */

import { hideKeys } from "../domain/hidden-key.ts";
import { maskText } from "../domain/mask.ts";
import { hiderOf } from "./hidden-key.ts";
import { isMasked } from "./terminal.ts";
import type { World } from "./world.ts";

/** What is printed of an error that came past everything, with its stack for the report. */
export function crashReport(error: unknown, world: World): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = hideKeys(hiderOf(world)(text)).split("\n");
  const shown = isMasked(world) ? lines.map((line) => maskText(line)) : lines;
  return `error: this is a fault of blip-lists itself, please report it: ${shown.join("\n")}\n`;
}
