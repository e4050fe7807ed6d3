/** The built tool as a process, and an emulator for it to talk to. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { keyFor } from "../../src/emulator/key.ts";
import type { RunningEmulator, StartOptions } from "../../src/emulator/server.ts";
import { startEmulator } from "../../src/emulator/server.ts";

const BOT = "acmebot";
const ACCESS_KEY = "not-a-secret-of-anybody";
export const KEY = keyFor(BOT, ACCESS_KEY);

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whom to run as, where it may not be whoever runs the tests. */
  readonly uid?: number;
}

export interface Running {
  readonly finished: Promise<Finished>;
  kill(signal: NodeJS.Signals): void;
}

/** A directory that is gone after the test. @param files contents by path below it */
export function directoryWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "blip-lists-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Starts the tool with an environment of its own: nothing of the one the tests run in but what Node needs. */
export function start(args: readonly string[], options: RunOptions): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return { finished, kill: (signal) => child.kill(signal) };
}

export function blipLists(args: readonly string[], options: RunOptions): Promise<Finished> {
  return start(args, options).finished;
}

/** An emulator of {@link BOT} on a free port, closed after the test. */
export async function emulatorWith(
  options: Omit<StartOptions, "state"> & { readonly lists?: Readonly<Record<string, Iterable<string>>> } = {},
): Promise<RunningEmulator> {
  const { lists = {}, ...rest } = options;
  const running = await startEmulator({ ...rest, state: { bot: BOT, key: ACCESS_KEY, lists } });
  onTestFinished(() => running.close());
  return running;
}

/** The environment in which the tool talks to this emulator. */
export function environmentFor({ url }: RunningEmulator): Record<string, string> {
  return { BLIP_KEY: KEY, BLIP_ENDPOINT: url, BLIP_CONTRACT: "acme" };
}
