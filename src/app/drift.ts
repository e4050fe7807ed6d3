/** `blip-lists drift`: an issue for as long as Blip differs from a directory of lists. */

import type { Review } from "../approval/review.ts";
import { Exit } from "../domain/exit-code.ts";
import { authorOf } from "../github/author.ts";
import type { KeptIssue } from "../github/drift.ts";
import { keepIssue } from "../github/drift.ts";
import { driftBody, driftFarewell, driftTitle } from "../github/drift-body.ts";
import { runUrl } from "../github/environment.ts";
import { issueApi } from "../github/issues-api.ts";
import { markerOf } from "../github/marker.ts";
import { readReview, withGitHub } from "./github.ts";
import type { World } from "./runtime.ts";

export interface DriftOptions {
  /** The review file of a plan that was made just now. */
  readonly review: string;
  /** Whose issues are ours; null: whose token it is. */
  readonly author: string | null;
}

/** @throws Failure (exit 3) for files and settings that will not do, (exit 1) for what GitHub does not do */
export async function drift(options: DriftOptions, world: World): Promise<number> {
  const review = await readReview(options.review, world);
  return withGitHub(world, async ({ connection, target }) => {
    const run = runUrl(world.env);
    const kept = await keepIssue(issueApi(connection), {
      marker: markerOf("drift", review.directory),
      author: await authorOf(options.author, target.token, connection),
      title: driftTitle(review),
      body: driftBody(review, run),
      farewell: driftFarewell(review, run),
    });
    world.stdout.write(`${told(kept, review)}\n`);
    return Exit.done;
  });
}

function told({ done, issue }: KeptIssue, { directory }: Review): string {
  const which = issue === null ? "" : `#${issue.number}: ${issue.url}`;
  switch (done) {
    case "none":
      return `No drift: Blip has all that ${directory} declares.`;
    case "opened":
      return `Drift: opened ${which}`;
    case "updated":
      return `Drift: updated ${which}`;
    case "unchanged":
      return `Drift: unchanged ${which}`;
    case "closed":
      return `The drift is gone: closed ${which}`;
    default:
      return done satisfies never;
  }
}
