/** A plan over many members with nothing to change: time and memory, against the least a program can do. */

import { fileURLToPath } from "node:url";
import type { BlipProcess } from "./blip.ts";
import { startBlip } from "./blip.ts";
import { phoneOf } from "./bot.ts";
import { median } from "./median.ts";
import type { Measured } from "./process.ts";
import { BLIP_LISTS, measure } from "./process.ts";
import type { Ratio } from "./report.ts";
import type { Workspace } from "./workspace.ts";
import { makeWorkspace } from "./workspace.ts";

export interface Planning {
  readonly name: string;
  readonly members: number;
  readonly rounds: number;
}

const COMMANDS_PER_SECOND = 200;
/** The largest page Blip documents, of contacts: what is measured is the work, not the pages' pacing. */
const RECIPIENTS_TAKE_MAX = 30_000;
const REFERENCE = "bare program";

export async function comparePlanning({ name, members, rounds }: Planning): Promise<Ratio[]> {
  const switches = { recipientsTakeMax: RECIPIENTS_TAKE_MAX };
  const workspace = makeWorkspace(COMMANDS_PER_SECOND, written(members));
  const blip = await startBlip({ members, switches });
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await runTool(workspace, blip));
      theirs.push(await runBare(workspace, blip, members));
    }
  } finally {
    await blip.close();
    workspace.remove();
  }
  const what = `plan ${members.toLocaleString("en")} members, no change`;
  const compared = (unit: "ms" | "MiB", of: (one: Measured) => number) => ({
    name,
    unit,
    ours: median(ours.map(of)),
    reference: REFERENCE,
    theirs: median(theirs.map(of)),
  });
  return [
    { what: `${what}, time`, ...compared("ms", ({ wallMs }) => wallMs) },
    { what: `${what}, peak memory`, ...compared("MiB", ({ peakMiB }) => peakMiB) },
  ];
}

/** `--detailed-exitcode`: any change would be an error here. */
function runTool({ root }: Workspace, { env }: BlipProcess): Promise<Measured> {
  return measure([BLIP_LISTS, "plan", "--detailed-exitcode"], { cwd: root, env });
}

async function runBare({ root, file }: Workspace, { env }: BlipProcess, members: number): Promise<Measured> {
  const script = fileURLToPath(new URL("./bare.js", import.meta.url));
  const measured = await measure([script, file], { cwd: root, env });
  const { unchanged } = JSON.parse(measured.stdout) as { unchanged: number };
  if (unchanged !== members) throw new Error(`the bare program found ${unchanged} of ${members} members`);
  return measured;
}

function* written(members: number): Generator<string> {
  for (let index = 0; index < members; index += 1) yield `"${phoneOf(index)}"`;
}
