/** `blip-lists validate`: are the files right? Asks nobody. */

import { renderDiagnostics } from "../report/diagnostics-text.ts";
import { counted, nameFor } from "../report/words.ts";
import { Exit } from "./failure.ts";
import { hiderOf } from "./hidden-key.ts";
import { readLists } from "./lists.ts";
import { annotate } from "./on-github.ts";
import { isMasked, styleFor } from "./terminal.ts";
import type { World } from "./world.ts";

export async function validate(directory: string, world: World): Promise<number> {
  const { desired, diagnostics } = await readLists(directory, [], world);
  const options = {
    style: styleFor(world.stderr, world.env),
    masked: isMasked(world),
    hideKey: hiderOf(world),
  };
  world.stderr.write(renderDiagnostics(diagnostics, options));
  await annotate(diagnostics, world);
  const members = desired.lists.reduce((sum, list) => sum + list.include.members.length, 0);
  const warnings = diagnostics.length === 0 ? "" : `, ${counted(diagnostics.length, "warning")}`;
  const { green } = styleFor(world.stdout, world.env);
  world.stdout.write(
    `${green("Valid:")} ${counted(desired.lists.length, "list")} with ${counted(members, "member")} in ${nameFor(options, directory)}${warnings}.\n`,
  );
  return Exit.done;
}
