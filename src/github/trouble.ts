/** What goes wrong between this tool and GitHub, in words for a person. */

/**
 * `settings`: the environment or a file does not say what is needed. `refused`: GitHub answered, and not with
 * what was asked for. `lost`: no answer, or GitHub's own fault, so that a request may have been carried out.
 */
export type TroubleKind = "settings" | "refused" | "lost";

export class GitHubTrouble extends Error {
  override readonly name = "GitHubTrouble";
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
