/** The built tool as a process, and an emulator for it to talk to. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { keyFor } from "../../src/emulator/key.ts";
import type { RunningEmulator, StartOptions } from "../../src/emulator/server.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { ACCESS_KEY, BOT, keysIn, leaksIn } from "./leaks.ts";

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
  /** Settled when the text has come on standard error. It never is where the process ends without it. */
  said(text: string): Promise<void>;
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

/**
 * Starts the tool with an environment of its own: nothing of the one the tests run in but what Node needs. What it
 * gives out is looked through: a specification whose run shows a key, or a whole phone number where none may be,
 * fails.
 */
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
  const finished = new Promise<Finished>((settle) => {
    child.on("close", (code) => settle({ code, stdout, stderr }));
  }).then((run) => {
    const leaks = leaksOf(run, args, options);
    if (leaks.length > 0) throw new Error(`blip-lists ${args.join(" ")}:\n${leaks.join("\n")}`);
    return run;
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on("data", look);
      look();
    });
  return { finished, kill: (signal) => child.kill(signal), said };
}

/** Flags that name files: for everyone, and for the owner alone, whom they may show numbers but no key. */
const SHARED_FILES = ["--review", "--result"];
const PRIVATE_FILES = ["--out", "--journal"];

function leaksOf(
  { stdout, stderr }: Finished,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): string[] {
  const isShown = !["", "0", "false"].includes((env.CI ?? "").toLowerCase());
  const inOutput = isShown ? leaksIn : keysIn;
  const shared = [...valuesOf(SHARED_FILES, args), env.GITHUB_STEP_SUMMARY ?? "", env.GITHUB_OUTPUT ?? ""];
  return [
    ...inOutput(stdout).map((leak) => `standard output, ${leak}`),
    ...inOutput(stderr).map((leak) => `standard error, ${leak}`),
    ...shared.flatMap((file) => leaksIn(contentOf(cwd, file)).map((leak) => `${file}, ${leak}`)),
    ...valuesOf(PRIVATE_FILES, args).flatMap((file) =>
      keysIn(contentOf(cwd, file)).map((leak) => `${file}, ${leak}`),
    ),
  ];
}

function valuesOf(flags: readonly string[], args: readonly string[]): string[] {
  return flags.flatMap((flag) =>
    args.flatMap((word, index) => {
      if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
      return word === flag ? [args[index + 1] ?? ""] : [];
    }),
  );
}

/** Nothing where there is no such file: a run may have ended before it was written. */
function contentOf(cwd: string, file: string): string {
  const path = resolve(cwd, file);
  return file !== "" && statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : "";
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
