/** What a plan was made for. */

import { nameInFile } from "./printable.ts";

export interface Origin {
  readonly pullRequest: number;
  /** The head of the pull request. */
  readonly commit: string;
  /** The branch that it is to be merged into; masked in a file, where it is named like a phone number. */
  readonly base: string;
}

/** Whether what stands in a file is exactly this. That it is genuine is another question. */
export function isOrigin(written: Origin | undefined, { pullRequest, commit, base }: Origin): boolean {
  return (
    written?.pullRequest === pullRequest && written.commit === commit && written.base === nameInFile(base)
  );
}
