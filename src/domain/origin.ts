/** What a plan was made for. */
export interface Origin {
  readonly pullRequest: number;
  /** The head of the pull request. */
  readonly commit: string;
  /** The branch that it is to be merged into; masked in a file, where it is named like a phone number. */
  readonly base: string;
}
