/**
 * What is said when the tool cannot open its own parts, or nothing else any more. What is imported here is loaded
 * before anything else: later it could not be.
 */

import { exitUnreported } from "../domain/exit-code.ts";
import { codeOf, tooManyFiles } from "../domain/system-error.ts";
import { toolWords, lastSentences as words } from "../report/words/english/tool.ts";
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
  const { code, message } = lastSaid(error, exit);
  if (!wantsJson(argv)) return { stdout: "", stderr: `error: ${message}\n` };
  const document = { formatVersion: 1, error: { exit, code, message, diagnostics: [] } };
  return { stdout: `${JSON.stringify(document, null, 2)}\n`, stderr: "" };
}

/** Shows the words where nothing better can be shown. */
export function showAtLast(error: unknown, argv: readonly string[], exit: number, runtime: Runtime): void {
  const { stdout, stderr } = lastWords(error, argv, exit);
  runtime.stdout.write(stdout);
  runtime.stderr.write(stderr);
}

function lastSaid(error: unknown, exit: number): { readonly code: string; readonly message: string } {
  const tooMany = tooManyFiles(error);
  if (tooMany !== null) return { code: tooMany.code, message: toolWords["too-many-files"](tooMany.fields) };
  const code = codeOf(error) ?? "";
  const message = MISSING.includes(code) ? words.partMissing(code) : words.unreported(exit, code);
  return { code: "unreported", message };
}

/** A command line that is not valid was never parsed, and its author wanted JSON all the same. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === "--format=json" || (word === "--format" && argv[index + 1] === "json"),
  );
}

/** @returns the exit code of a run whose result was lost on its way out: an apply may have written to Blip */
export function exitWithoutResult(exit: number, argv: readonly string[]): number {
  return exitUnreported(exit, argv[0] === "apply");
}
