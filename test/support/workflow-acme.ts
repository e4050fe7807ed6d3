/** What rehearsals of workflows begin with: a bot, its lists, and the environments that have its key. */

import { onTestFinished } from "vitest";
import { keyFor } from "../../src/emulator/key.ts";
import type { RunningEmulator, StartOptions } from "../../src/emulator/server.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { emulatorWith, KEY } from "./cli.ts";
import type { Environment } from "./workflow-forge.ts";
import type { Files } from "./workflow-git.ts";
import type { RehearsalOptions } from "./workflow-rehearsal.ts";
import { Rehearsal } from "./workflow-rehearsal.ts";
import type { FinishedRun } from "./workflow-runner.ts";

/** Many processes one after the other: some seconds, on a machine that is busy minutes. */
export const REHEARSAL_TIMEOUT_MS = 600_000;

/** A list file. */
export function list(name: string, ...members: readonly string[]): string {
  return [`name: ${name}`, "members:", ...members.map((member) => `  - ${member}`), ""].join("\n");
}

/** The numbers of people, by the last four digits that a masked one still shows. */
export function number(last: string): string {
  return `+55 31 99999-${last}`;
}

/** As Blip knows it: without the ninth digit. */
export function identity(last: string): string {
  return `55319999${last}@wa.gw.msging.net`;
}

export interface Acme {
  readonly blip: RunningEmulator;
  readonly rehearsal: Rehearsal;
}

interface AcmeOptions extends Partial<Omit<RehearsalOptions, "files">> {
  readonly switches?: NonNullable<StartOptions["switches"]>;
  /** Called with each command that the bot receives. */
  readonly sink?: NonNullable<StartOptions["sink"]>;
}

/** One bot with its lists in `lists/`. */
export async function acme(
  files: Files,
  live: Readonly<Record<string, readonly string[]>> = {},
  { switches = {}, sink = () => {}, ...options }: AcmeOptions = {},
): Promise<Acme> {
  const blip = await emulatorWith({ lists: live, switches, sink });
  const environment = environmentOf(blip, KEY);
  const environments = { "blip-plan": environment, blip: environment };
  return { blip, rehearsal: await Rehearsal.begin({ files, environments, ...options }) };
}

/** Another bot, with a key of its own. */
export async function anotherBot(name: string): Promise<{ blip: RunningEmulator; environment: Environment }> {
  const key = `not-a-secret-of-${name}`;
  const blip = await startEmulator({ state: { bot: name, key } });
  onTestFinished(() => blip.close());
  return { blip, environment: environmentOf(blip, keyFor(name, key)) };
}

function environmentOf({ url }: RunningEmulator, key: string): Environment {
  return { secrets: { BLIP_KEY: key }, vars: { BLIP_CONTRACT: "acme", BLIP_ENDPOINT: url } };
}

/** Who is on a list of a bot, sorted. */
export function membersOf({ emulator }: RunningEmulator, name: string): string[] {
  return (emulator.state.lists.members(name) ?? []).sort();
}

/** Somebody takes a member off a list by hand. */
export function takeOff({ emulator }: RunningEmulator, name: string, last: string): void {
  emulator.state.lists.write({ kind: "remove-member", list: name, identity: identity(last) }, 0, 0);
}

/** What was written to a bot, and looked up, since its log was cleared. */
export function sentTo({ emulator }: RunningEmulator): string[] {
  return emulator.log.entries
    .filter(({ method, uri }) => method !== "get" || uri?.includes("/accounts/"))
    .map(({ method, uri, resource }) => [method, uri, resource].filter(Boolean).map(String).join(" "));
}

export function resultsOf({ jobs }: FinishedRun): Record<string, string> {
  return Object.fromEntries(jobs.map(({ name, result }) => [name, result]));
}
