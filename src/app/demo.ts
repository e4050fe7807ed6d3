/** A stage for the demo: a copy of the lists, and an emulator on real HTTP that has half of what they declare. */

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../config/connection.ts";
import { WITHOUT_PROXIES } from "../config/proxy.ts";
import type { Member } from "../domain/customer.ts";
import { candidateKeys } from "../domain/customer.ts";
import { IDENTITIES_FILE } from "../domain/directory.ts";
import type { DesiredState } from "../domain/state.ts";
import { keyFor } from "../emulator/key.ts";
import { startEmulator } from "../emulator/server.ts";
import { readLists } from "./lists.ts";
import { PACKAGE } from "./package.ts";
import type { Ports } from "./ports.ts";

export interface Stage {
  /** The directory of lists, below the working directory. */
  readonly directory: string;
  readonly cwd: string;
  readonly env: Environment;
}

const LATENCY_MS = 40;
const STRANGER = "553130001234@wa.gw.msging.net";
const SAMPLES = new URL("lists", PACKAGE);

/**
 * Sets the stage, and clears it when the play is over. What a run writes beside the lists, it writes beside the copy.
 * @param named the directory of lists; null for the samples that come with the tool
 */
export async function onStage<T>(
  named: string | null,
  ports: Ports,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const source = named === null ? fileURLToPath(SAMPLES) : resolve(ports.cwd, named);
  const { desired, settings } = await readLists(named ?? source, [], ports);
  const cwd = await mkdtemp(join(tmpdir(), "blip-lists-demo-"));
  const directory = basename(source);
  const bot = settings.bot ?? "demobot";
  const running = await startEmulator({
    state: { bot, lists: halfDone(desired) },
    switches: { latencyMs: LATENCY_MS, commandsPerSecond: settings.commandsPerSecond },
  });
  const contract = settings.contract ?? "demo";
  const blip = {
    ...WITHOUT_PROXIES,
    BLIP_KEY: keyFor(bot),
    BLIP_ENDPOINT: running.url,
    BLIP_CONTRACT: contract,
  };
  try {
    await cp(source, join(cwd, directory), { recursive: true, filter: isNoNote });
    return await play({ directory, cwd, env: { ...ports.env, ...blip } });
  } finally {
    await running.close();
    await rm(cwd, { recursive: true, force: true });
  }
}

/** What was learned of another bot is no business of this one's, nor is an apply that is at work there. */
function isNoNote(path: string): boolean {
  const name = basename(path);
  return name !== IDENTITIES_FILE && !/^\..*\.(?:json|lock)$/.test(name);
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
