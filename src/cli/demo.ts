/** `blip-lists demo`: the main job from beginning to end, on real HTTP, against an emulator in this process. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { WITHOUT_PROXIES } from "../config/proxy.ts";
import type { Member } from "../domain/customer.ts";
import { candidateKeys } from "../domain/customer.ts";
import type { DesiredState } from "../domain/state.ts";
import { keyFor } from "../emulator/key.ts";
import { startEmulator } from "../emulator/server.ts";
import { apply } from "./apply.ts";
import { Exit, Failure } from "./failure.ts";
import { readLists } from "./lists.ts";
import { plan } from "./plan.ts";
import { styleFor } from "./terminal.ts";
import { validate } from "./validate.ts";
import type { World } from "./world.ts";

const LATENCY_MS = 40;
const STRANGER = "553130001234@wa.gw.msging.net";

/** @param named the directory of lists; null for the samples that come with the tool */
export async function demo(named: string | null, world: World): Promise<number> {
  const directory = named ?? samples(world);
  const { desired, settings } = await readLists(directory, [], world);
  const bot = settings.bot ?? "demobot";
  const temporary = await mkdtemp(join(tmpdir(), "blip-lists-demo-"));
  const saved = join(temporary, "plan.json");
  const running = await startEmulator({
    state: { bot, lists: halfDone(desired) },
    switches: { latencyMs: LATENCY_MS, commandsPerSecond: settings.commandsPerSecond },
  });
  const env = {
    ...world.env,
    ...WITHOUT_PROXIES,
    BLIP_KEY: keyFor(bot),
    BLIP_ENDPOINT: running.url,
    BLIP_CONTRACT: settings.contract ?? "demo",
  };
  const there = { ...world, env };
  const shared = { directory, globs: [], format: "text", refreshIdentities: false } as const;
  try {
    await step(`validate ${directory}`, () => validate(directory, there), world);
    await step(
      `plan ${directory} --out plan.json`,
      () => plan({ ...shared, out: saved, review: null, detailedExitcode: false }, there),
      world,
    );
    await step(
      `apply ${directory} --plan plan.json --yes`,
      () => apply({ ...shared, ...NOTHING_KEPT, plan: saved, yes: true }, there),
      world,
    );
    await step(
      `plan ${directory} --detailed-exitcode`,
      () => plan({ ...shared, out: null, review: null, detailedExitcode: true }, there),
      world,
    );
  } finally {
    await running.close();
    await rm(temporary, { recursive: true, force: true });
  }
  world.stdout.write("\nThe second plan is empty: the imitation of Blip has what the files declare.\n");
  return Exit.done;
}

const NOTHING_KEPT = {
  approved: null,
  reviewed: null,
  approvedOnly: false,
  accept: null,
  result: null,
  journal: null,
  keepsNotes: false,
  wait: false,
};

function samples({ cwd }: World): string {
  const directory = fileURLToPath(new URL("../../lists", import.meta.url));
  const way = relative(cwd, directory);
  return way.startsWith("..") ? directory : way || ".";
}

/** @throws Failure for any exit code but 0 */
async function step(commandLine: string, command: () => Promise<number>, world: World): Promise<void> {
  const { bold } = styleFor(world.stdout, world.env);
  world.stdout.write(`\n${bold(`$ blip-lists ${commandLine}`)}\n`);
  const exit = await command();
  if (exit === Exit.changes) throw new Failure(Exit.failed, "demo", "the second plan is not empty");
  if (exit !== Exit.done) throw new Failure(exit, "demo", `the demo ends here: exit code ${exit}`);
}

/**
 * What Blip has before the demo: each list but the first, with every other member, under whichever form of
 * the number WhatsApp may keep, and with somebody whom no file declares.
 */
function halfDone({ lists }: DesiredState): Record<string, string[]> {
  const existing = lists.slice(1).map(({ name, include }): [string, string[]] => {
    const present = include.members
      .filter((_, index) => index % 2 === 0)
      .map(({ member }) => formAtBlip(member));
    return [name, [...present, STRANGER]];
  });
  return Object.fromEntries(existing);
}

function formAtBlip(member: Member): string {
  return candidateKeys(member).at(-1) ?? member;
}
