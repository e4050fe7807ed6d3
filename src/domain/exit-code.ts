/** What a run tells the shell. */

export const Exit = {
  done: 0,
  failed: 1,
  changes: 2,
  invalid: 3,
  unauthorized: 4,
  refused: 5,
  /** What was approved is not what would be done. */
  stale: 6,
  /** Not all of it is done for certain. */
  incomplete: 7,
  interrupted: 130,
} as const;

/** @returns the exit code of a run that ended with a fault, before it wrote anything. @param code of the fact */
export function exitOf(code: string): number {
  if (code === "interrupted") return Exit.interrupted;
  return code === "unauthorized" ? Exit.unauthorized : Exit.failed;
}

/** @returns the exit code of a run whose result could not be written or shown, though its work was done */
export function exitUnreported(exit: number, hasWritten: boolean): number {
  const isWeaker = exit === Exit.done || exit === Exit.stale;
  if (!isWeaker) return exit;
  return hasWritten ? Exit.incomplete : Exit.failed;
}
