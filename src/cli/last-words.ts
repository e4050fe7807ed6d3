/**
 * What is said when the tool cannot open its own parts, or nothing else any more. What is imported here is loaded
 * before anything else: later it could not be.
 */

import { codeOf, tooManyFiles } from "../domain/system-error.ts";
import type { Runtime } from "./runtime.ts";

/** What Node says of a part that is not there, and of one that it may not open any more. */
const MISSING = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND", "ERR_INVALID_PACKAGE_CONFIG", "ENOENT"];

interface LastWords {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * @param argv the command line: with JSON the words are a document
 * @param exit the exit code that goes with them
 */
function lastWords(error: unknown, argv: readonly string[], exit: number): LastWords {
  const code = codeOf(error) ?? "";
  const message =
    tooManyFiles(error) ??
    (MISSING.includes(code)
      ? `a part of blip-lists cannot be opened (${code}): raise the limit of open files, with ulimit -n 1024 for one, or install blip-lists again`
      : `blip-lists could not say what went wrong (exit code ${exit}${code === "" ? "" : `, ${code}`}): run it again`);
  if (!wantsJson(argv)) return { stdout: "", stderr: `error: ${message}\n` };
  const isTooMany = tooManyFiles(error) !== null;
  const document = {
    formatVersion: 1,
    error: { exit, code: isTooMany ? "too-many-files" : "unreported", message, diagnostics: [] },
  };
  return { stdout: `${JSON.stringify(document, null, 2)}\n`, stderr: "" };
}

/** Shows the words where nothing better can be shown. */
export function showAtLast(error: unknown, argv: readonly string[], exit: number, runtime: Runtime): void {
  const { stdout, stderr } = lastWords(error, argv, exit);
  runtime.stdout.write(stdout);
  runtime.stderr.write(stderr);
}

/** A command line that is not valid was never parsed, and its author wanted JSON all the same. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === "--format=json" || (word === "--format" && argv[index + 1] === "json"),
  );
}
