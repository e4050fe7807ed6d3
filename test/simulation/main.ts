/**
 * `npm run simulate`: plays seeds, and names each that shows a fault.
 *
 *     npm run simulate -- [--seeds N] [--from S] [--jobs N] [--verbose]
 */

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { simulate } from "./simulate.ts";

/** Seeds that one worker plays: every so-manieth, so that all get a share of the slow ones. */
interface Share {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

interface Played {
  readonly seed: number;
  readonly breaches: readonly string[];
}

const JOBS_MAX = 16;
const PROGRESS_EVERY = 1_000;
/** Of one seed, so many are shown. */
const BREACHES_SHOWN_MAX = 5;

if (isMainThread) await main();
else await playShare(workerData as Share);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "1000" },
      from: { type: "string", default: "1" },
      jobs: { type: "string", default: String(availableParallelism()) },
      verbose: { type: "boolean", default: false },
    },
  });
  const [seeds, from, jobs] = [values.seeds, values.from, values.jobs].map(Number);
  if (!isWhole(seeds) || !isWhole(from) || !isWhole(jobs) || jobs < 1) {
    process.stderr.write("--seeds, --from and --jobs are whole numbers\n");
    process.exitCode = 3;
    return;
  }
  const trace = values.verbose ? (line: string) => process.stdout.write(`${line}\n`) : undefined;
  const startedAt = performance.now();
  const failures = trace ? await playTraced(from, seeds, trace) : await playShared(from, seeds, jobs);
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    `${seeds} seeds from ${from}: ${failures} failures, ${seconds.toFixed(1)} s, ${Math.round(seeds / seconds)} seeds/s\n`,
  );
  process.exitCode = failures === 0 ? 0 : 1;
}

function isWhole(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

async function playTraced(from: number, seeds: number, trace: (line: string) => void): Promise<number> {
  let failures = 0;
  for (let seed = from; seed < from + seeds; seed += 1) {
    trace(`seed ${seed}`);
    failures += tell({ seed, breaches: await simulate(seed, {}, trace) });
  }
  return failures;
}

async function playShared(from: number, seeds: number, jobs: number): Promise<number> {
  const step = Math.min(jobs, JOBS_MAX, Math.max(1, seeds));
  let failures = 0;
  let played = 0;
  const shares = Array.from({ length: step }, (_, index) => ({ from: from + index, to: from + seeds, step }));
  const onPlayed = (one: Played) => {
    failures += tell(one);
    played += 1;
    if (played % PROGRESS_EVERY === 0) process.stderr.write(`${played} of ${seeds}\n`);
  };
  await Promise.all(shares.map((share) => work(share, onPlayed)));
  return failures;
}

function work(share: Share, onPlayed: (played: Played) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    worker.on("message", onPlayed);
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}

async function playShare({ from, to, step }: Share): Promise<void> {
  for (let seed = from; seed < to; seed += step) {
    const played: Played = { seed, breaches: await simulate(seed) };
    parentPort?.postMessage(played);
  }
}

/** @returns 1 for a seed that shows a fault */
function tell({ seed, breaches }: Played): number {
  if (breaches.length === 0) return 0;
  const shown = breaches.slice(0, BREACHES_SHOWN_MAX).map((breach) => `    ${breach}\n`);
  process.stdout.write(`npm run simulate -- --from ${seed} --seeds 1\n${shown.join("")}`);
  return 1;
}
