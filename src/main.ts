#!/usr/bin/env node

/** The bin: hands the real ports in, sets the exit code. */

import { exitWithoutResult, lastWords } from "./cli/last-words.ts";
import type { Output, Runtime } from "./cli/runtime.ts";

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

const argv = process.argv.slice(2);

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const runtime: Runtime = {
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
  const exitCode = exitWithoutResult(0, argv);
  void import("./cli/crash.ts").then(({ crashReport }) => {
    process.stderr.write(crashReport(error, runtime), () => process.exit(exitCode));
  });
});

/** Loading the rest opens hundreds of files: where the system allows no more, that is said in a sentence. */
async function start(words: readonly string[]): Promise<number> {
  try {
    const { run } = await import("./cli/run.ts");
    return await run(words, runtime);
  } catch (error) {
    const { stdout, stderr } = lastWords(error, words, 1);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    return 1;
  }
}

const exitCode = await start(argv);
process.exitCode = exitCode;
// Streams report what became of the last write a moment later.
process.on("exit", () => {
  if (isResultLost) process.exitCode = exitWithoutResult(exitCode, argv);
});
