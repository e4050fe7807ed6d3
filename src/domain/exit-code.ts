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
