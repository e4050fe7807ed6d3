/** `blip-lists drift`: an issue for as long as Blip differs from a directory of lists. */

import type { Review } from "../approval/review.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import { driftBody, driftFarewell, driftTitle } from "../github/body.ts";
import { authorOf } from "../github/connection.ts";
import { issueApi } from "../github/issues-api.ts";
import type { KeptIssue } from "../github/keep.ts";
import { keepIssue } from "../github/keep.ts";
import { markerOf } from "../github/marker.ts";
import { runUrl } from "../github/run.ts";
import { readShownReview, withGitHub } from "./github.ts";
import type { Ports } from "./ports.ts";

export interface DriftOptions {
  /** The review file of a plan that was made just now. */
  readonly review: string;
  /** Whose issues are ours; null: whose token it is. */
  readonly author: string | null;
}

/** @throws Failure (exit 3) for files and settings that will not do, (exit 1) for what GitHub does not do */
export async function drift(options: DriftOptions, ports: Ports): Promise<Fact> {
  const review = await readShownReview(options.review, ports);
  return withGitHub(ports, async ({ connection, target }) => {
    const run = runUrl(ports.env);
    const kept = await keepIssue(issueApi(connection), {
      marker: markerOf("drift", review.directory),
      author: await authorOf(options.author, target.token, connection),
      title: driftTitle(review),
      body: driftBody(review, run),
      farewell: driftFarewell(review, run),
    });
    return resultOf(kept, review);
  });
}

function resultOf({ done, issue }: KeptIssue, { directory }: Review): Fact {
  if (done === "none" || issue === null) return fact("drift-none", { directory: name(directory) });
  return fact(`drift-${done}`, { issue: issue.number, url: literal(issue.url) });
}
