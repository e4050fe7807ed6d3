/** A review file as GitHub is told of it. */

import type { Origin } from "../domain/origin.ts";

export interface ShownReview {
  readonly contract: string;
  readonly bot: string;
  /** The directory of lists, as it was named. */
  readonly directory: string;
  /** Absent where the plan was not made for a pull request. */
  readonly origin?: Origin;
  readonly digest: string;
  readonly desired: string;
  readonly summary: { readonly createList: number; readonly addRecipient: number };
  readonly lists: readonly { readonly name: string }[];
  /** Masked Markdown. */
  readonly report: string;
}

/** @returns what a file holds, or what is wrong with its form */
export type ParseReview = (text: string) => ShownReview | { readonly problem: string };
