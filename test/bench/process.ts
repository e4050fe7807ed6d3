/** Programs as processes of their own, with a clock and a scale on them. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the repository, seen from where the compiled benchmark lies: `build/test/bench`. */
export const ROOT = new URL("../../../", import.meta.url);
/** The built tool. */
export const BLIP_LISTS = fileURLToPath(new URL("dist/main.js", ROOT));
/** Where a measured process tells its peak memory, in KiB. */
export const PEAK_MEMORY_FD = 3;

const PROCESS_TIMEOUT_MS = 60 * 60 * 1_000;
const KIB_PER_MIB = 1_024;
/** What is kept of standard error, for the message when a program fails. */
const ERROR_LENGTH_MAX = 2_000;

export interface Run {
  readonly cwd: string;
  /** Beside PATH, the whole environment: nothing of the benchmark's own leaks in. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Timed {
  readonly wallMs: number;
  readonly stdout: string;
}

export interface Measured extends Timed {
  readonly peakMiB: number;
}

/** Runs Node.js with these arguments. @throws Error unless it exits with 0 */
export async function time(args: readonly string[], run: Run): Promise<Timed> {
  const { reported: _told, ...timed } = await finish(args, run);
  return timed;
}

/** As {@link time}, with the peak memory. The few milliseconds of the hook are in the time. */
export async function measure(args: readonly string[], run: Run): Promise<Measured> {
  const hook = new URL("./peak-memory.js", import.meta.url).href;
  const { reported, ...timed } = await finish(args, {
    ...run,
    env: { ...run.env, NODE_OPTIONS: `--import=${hook}` },
  });
  const peakKiB = Number(reported);
  if (reported === "" || !Number.isFinite(peakKiB))
    throw new Error(`no peak memory was reported: ${reported}`);
  return { ...timed, peakMiB: peakKiB / KIB_PER_MIB };
}

function finish(args: readonly string[], { cwd, env = {} }: Run): Promise<Timed & { reported: string }> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      timeout: PROCESS_TIMEOUT_MS,
    });
    const [, stdout, stderr, peak] = child.stdio.map((stream) => textOf(stream));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const wallMs = performance.now() - startedAt;
      if (code === 0) resolve({ wallMs, stdout: stdout?.() ?? "", reported: peak?.() ?? "" });
      else
        reject(
          new Error(
            `${args.join(" ")} ended with ${code ?? signal}:\n${stderr?.().slice(-ERROR_LENGTH_MAX)}`,
          ),
        );
    });
  });
}

/** @returns what has come out of a stream so far */
function textOf(stream: unknown): () => string {
  let text = "";
  if (isReadable(stream)) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

function isReadable(stream: unknown): stream is NodeJS.ReadableStream {
  return typeof stream === "object" && stream !== null && "setEncoding" in stream && "read" in stream;
}
