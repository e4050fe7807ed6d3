#!/usr/bin/env node
/** The bin: hands the real world in, sets the exit code. */

import { run } from "./cli/run.ts";
import type { Output, World } from "./cli/world.ts";

/** Something was done, and the report of it could not be written. */
const EXIT_UNREPORTED = 7;
let isResultLost = false;

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that went away (`| head`) or a full disk is no reason to stop in the middle of an apply.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isResultLost ||= stream === process.stdout && error.code !== "EPIPE";
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    isTTY: stream.isTTY ?? false,
    columns: stream.columns,
    stream,
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string | null> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  terminal.on("close", () => left.abort());
  try {
    return await terminal.question(question, { signal: AbortSignal.any([signal, left.signal]) });
  } catch {
    process.stderr.write("\n");
    return null;
  } finally {
    terminal.close();
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const world: World = {
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  ask,
  onInterrupt: (callback) => {
    for (const signal of SIGNALS) process.on(signal, callback);
    return () => {
      for (const signal of SIGNALS) process.off(signal, callback);
    };
  },
  exit: (code) => process.exit(code),
};

/** A fault of the tool itself that nothing catches would be printed with all that its message and stack hold. */
process.on("uncaughtException", (error) => {
  const exitCode = process.argv[2] === "apply" ? EXIT_UNREPORTED : 1;
  void import("./cli/crash.ts").then(({ crashReport }) => {
    process.stderr.write(crashReport(error, world), () => process.exit(exitCode));
  });
});

const exitCode = await run(process.argv.slice(2), world);
process.exitCode = exitCode;
// Streams report what became of the last write a moment later.
process.on("exit", () => {
  if (isResultLost && exitCode === 0) process.exitCode = process.argv[2] === "apply" ? EXIT_UNREPORTED : 1;
});
