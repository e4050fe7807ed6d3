/** An emulated Blip in a process of its own, so that it shares neither the processor's time nor memory. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import { KEY } from "./bot.ts";

/** What the process is to be. */
export interface BlipOrder {
  /** How many members the list has to begin with; with none there is no list. */
  readonly members: number;
  readonly switches: SwitchSettings;
}

/** What it has seen. */
export interface BlipCount {
  readonly commands: number;
  /** Refused, since they were over the limit. */
  readonly refused: number;
  /** Members on the list now. */
  readonly members: number;
  /** Look-ups and added members, and how long it was from the arrival of the first to that of the last. */
  readonly adding: { readonly commands: number; readonly ms: number };
}

export interface BlipProcess {
  /** The environment in which a client talks to it. */
  readonly env: Readonly<Record<string, string>>;
  count(): Promise<BlipCount>;
  close(): Promise<void>;
}

/** A million members take a while to be put on a list. */
const START_TIMEOUT_MS = 120_000;

export async function startBlip(order: BlipOrder): Promise<BlipProcess> {
  const script = fileURLToPath(new URL("./blip-process.js", import.meta.url));
  const child = fork(script, [JSON.stringify(order)], { env: { PATH: process.env.PATH }, execArgv: [] });
  const answer = async (): Promise<unknown> => {
    const [message]: unknown[] = await once(child, "message", {
      signal: AbortSignal.timeout(START_TIMEOUT_MS),
    });
    return message;
  };
  const url = (await answer()) as string;
  return {
    env: { BLIP_ENDPOINT: url, BLIP_KEY: KEY, BLIP_CONTRACT: "bench" },
    count: async () => {
      child.send("count");
      return (await answer()) as BlipCount;
    },
    close: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
