/** What a command came to, where that is one line. */

import type { ResultFacts } from "../../../domain/facts/results.ts";
import type { Words } from "../types.ts";
import { counted } from "./numbers.ts";

export const resultWords: Words<ResultFacts> = {
  "lists-valid": ({ lists, members, directory, warnings }) => {
    const further = warnings === 0 ? "" : `, ${counted(warnings, "warning")}`;
    return `${counted(lists, "list")} with ${counted(members, "member")} in ${directory}${further}.`;
  },
  "list-imported": ({ file, members }) => `${file}: ${counted(members, "member")}`,
  "lists-imported": ({ lists, directory, passedOver }) => {
    const rest =
      passedOver === 0 ? "" : `; skipped ${counted(passedOver, "list")} with names that no file can declare`;
    return `Imported ${counted(lists, "list")} into ${directory}${rest}.`;
  },
  "comment-created": ({ pullRequest, url }) => `Commented on #${pullRequest}: ${url}`,
  "comment-updated": ({ pullRequest, url }) => `Updated the comment on #${pullRequest}: ${url}`,
  "comment-unchanged": ({ pullRequest, url }) => `The comment on #${pullRequest} is up to date: ${url}`,
  "comment-left": ({ pullRequest, url, why }) => {
    const shows = why === "newer" ? "a newer commit or run" : "the result of the apply";
    return `Left the comment on #${pullRequest} as it is, because it shows ${shows}: ${url}`;
  },
  "comment-none": ({ pullRequest }) => `No comment on #${pullRequest}: the plan changes nothing`,
  "drift-none": ({ directory }) => `No drift: Blip has everyone that ${directory} declares.`,
  "drift-opened": ({ issue, url }) => `Drift: opened #${issue}: ${url}`,
  "drift-updated": ({ issue, url }) => `Drift: updated #${issue}: ${url}`,
  "drift-unchanged": ({ issue, url }) => `Drift: #${issue} is up to date: ${url}`,
  "drift-closed": ({ issue, url }) => `No drift any more: closed #${issue}: ${url}`,
  "review-fetched": ({ pullRequest, file, actions }) =>
    `#${pullRequest}: ${file} (${counted(actions, "action")})`,
  "review-none": ({ pullRequest }) => `#${pullRequest}: none`,
};
