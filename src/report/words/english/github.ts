/** What a run on GitHub has to say. */

import type { GitHubFacts } from "../../../domain/facts/github.ts";
import type { Words } from "../types.ts";
import { count, counted } from "./numbers.ts";

export const githubWords: Words<GitHubFacts> = {
  "github-request-failed": ({ task, cause }) => `${task}: ${cause}`,

  "token-missing": () =>
    `GITHUB_TOKEN is not set. In a workflow, give the step the variable GITHUB_TOKEN: ${"$"}{{ github.token }}`,
  "token-invalid": () => "GITHUB_TOKEN has characters that no token has. Set it again",
  "repository-missing": () => "GITHUB_REPOSITORY does not name a repository. Set it to owner/name",
  "api-address-invalid": ({ example }) =>
    `GITHUB_API_URL is not the address of an API. Set it to an address like ${example}`,
  "api-address-unencrypted": () => "GITHUB_API_URL must start with https, because the token is sent there",
  "run-missing": () => "GITHUB_RUN_ID is not set. Run this command in a workflow",
  "commit-missing": () => "GITHUB_SHA is not set. Run this command in a workflow, or add --commit SHA",
  "commit-incomplete": () => "--commit is not a whole commit id. Give all 40 characters",
  "pull-request-missing": () => "this run is not for a pull request. Name one with --pull-request N",

  "cannot-read-comments": ({ number }) => `cannot read the comments on #${number}`,
  "cannot-comment": ({ number }) => `cannot comment on #${number}`,
  "cannot-update-comment": () => "cannot update the comment",
  "cannot-delete-comment": () => "cannot delete a duplicate comment",
  "cannot-read-pull-request": ({ number }) => `cannot read pull request #${number}`,
  "cannot-list-issues": () => "cannot list the open issues",
  "cannot-open-issue": () => "cannot open an issue",
  "cannot-update-issue": ({ number }) => `cannot update issue #${number}`,
  "cannot-close-issue": ({ number }) => `cannot close issue #${number}`,
  "cannot-identify-token": () => "cannot find out whose token GITHUB_TOKEN is",
  "cannot-read-run": ({ run }) => `cannot read run ${run}`,
  "cannot-read-attempts": ({ run }) => `cannot read earlier attempts of run ${run}`,
  "cannot-list-runs": () => "cannot list the runs of this workflow",
  "cannot-list-artifacts": ({ run }) => `cannot list the artifacts of run ${run}`,
  "cannot-list-commits": ({ commit }) => `cannot list the commits up to ${commit}`,
  "cannot-compare-commits": ({ from, to }) => `cannot compare ${from} with ${to}`,
  "cannot-list-pull-requests": () => "cannot list the pull requests",
  "cannot-find-pull-requests": ({ commit }) => `cannot find the pull requests of ${commit}`,
  "cannot-list-reviews": () => "cannot list the review files",
  "cannot-read-review": () => "cannot read a review file",

  "github-unreachable": ({ host, error }) => `no connection to ${host} (${error})`,
  "github-rate-limit": (answer) => `rate limit of GitHub reached ${said(answer)}. Run the job again later`,
  "github-token-refused": (answer) => `GitHub refused the token ${said(answer)}. Set a valid GITHUB_TOKEN`,
  "github-locked": (answer) => `the conversation is locked ${said(answer)}. Unlock it`,
  "github-forbidden": ({ permission, ...answer }) =>
    `GitHub does not allow it ${said(answer)}. Give the job the permission ${permission}; a pull request from a fork never gets to write`,
  "github-not-found": ({ permission, ...answer }) =>
    `GitHub found nothing ${said(answer)}. Check GITHUB_REPOSITORY, and that the job has the permission ${permission}`,
  "github-fault": (answer) => `GitHub failed ${said(answer)}. Run the job again`,
  "github-answer": (answer) => `GitHub refused it ${said(answer)}`,
  "github-too-many-pages": ({ pages }) => `GitHub has more than ${count(pages)} pages of them`,
  "run-without-branch": () => "the run has no branch, so nothing was merged into it",
  "download-unsafe": () => "GitHub sent an address that is not encrypted",
  "download-refused": ({ host, status }) => `${host} refused it (${status})`,
  "download-too-large": ({ mebibytes }) => `the file is larger than ${count(mebibytes)} MiB`,
  "download-timeout": ({ host }) => `no answer from ${host} in time. Run the job again`,
  "download-unreachable": ({ host }) => `no connection to ${host}. Run the job again`,

  "review-missing": () => "none of its runs left a review file",
  "review-of-fork": () => "its review file is from a run of a fork",
  "review-after-merge": () => "its review file was made after the merge",
  "review-expired": () => "its review file has expired",
  "review-too-large": () => "its review file is too large",
  "review-of-other-directory": ({ directory }) => `its review file is not for ${directory}`,
  "review-without-pull-request": () => "its review file was not made for a pull request",
  "review-of-other-commit": () => "its review file is for another pull request or commit",
  "artifact-without-file": ({ file }) => `its artifact does not start with ${file}`,
  "artifact-damaged": () => "its artifact is not a readable zip file",
  "artifact-too-large": () => "its artifact is too large when unpacked",
  "holds-number": () => "the file holds a phone number in full, which must not be published",

  "bots-list-outside": ({ file, bot }) =>
    `${file} is next to ${bot}, which is the directory of a bot. Move it into the directory of its own bot`,
  "bots-no-lists": ({ root }) => `there are no lists in ${root}. Add a list file, or name another directory`,
  "bots-without-settings": ({ directory }) =>
    `${directory} has list files but no bot.yaml, unlike the directories next to it. Add one`,
  "bots-name-unsafe": ({ directory }) =>
    `${directory} cannot be the name of an environment. Rename it, with letters, digits, dots and hyphens only`,
  "bots-name-of-plan": ({ directory, environment }) =>
    `${directory} would have the environment ${environment}, which can be the one where another bot is planned. Rename the directory`,
  "bots-name-like-number": ({ directory }) =>
    `${directory} looks like a phone number, which would be masked. Rename the directory`,
  "bots-same-environment": ({ one, other }) => `${one} and ${other} would share an environment. Rename one`,
  "bots-root-unsafe": ({ root }) =>
    `${root} is not a plain directory inside this one. Name one, for example lists`,

  "step-file-unwritable": ({ variable, error }) => `cannot write to ${variable}: ${error}`,
  "step-summary-full": () => "the summary of this step is full",
  "report-cut": () => "… cut here: GitHub does not accept longer texts.",
  "link-to-run": () => "View run",

  "plan-commit": ({ commit }) => `Planned at ${commit}`,
  "plan-failed": ({ directory }) => `${directory}: no plan`,
  "plan-failed-note": () =>
    "The plan for the last commit failed. The run shows why. The plan that was here was for an earlier commit.",
  "apply-started": ({ directory }) => `${directory}: applying what was merged`,
  "apply-succeeded": ({ directory, headline }) =>
    headline === null ? `${directory}: applied` : `${directory}: applied: ${headline}`,
  "apply-failed": ({ directory, headline }) =>
    headline === null ? `${directory}: failed` : `${directory}: failed: ${headline}`,
  "what-was-reviewed": () => "What was reviewed",

  "drift-title": ({ directory }) => `Blip differs from ${directory}`,
  "drift-missing": ({ directory, lists, members }) => {
    if (lists === 0) return `Blip lacks ${counted(members, "member")} that ${directory} declares.`;
    if (members === 0) return `Blip lacks ${counted(lists, "list")} that ${directory} declares.`;
    return `Blip lacks ${counted(lists, "list")} and ${counted(members, "member")} that ${directory} declares.`;
  },
  "drift-advice": () =>
    'To add them, run the apply workflow: Actions, apply, "Run workflow". If bot.yaml says "approval: require", open a pull request that changes these lists instead. To leave them out, remove them from the files. This issue is updated by each run, and closed when nothing differs.',
  "drift-gone": ({ directory }) => `No drift any more: Blip has everyone that ${directory} declares.`,
};

function said({ status, message }: { readonly status: number; readonly message: string }): string {
  return `(${status}: ${message})`;
}
