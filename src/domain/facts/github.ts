/** What a run on GitHub has to say: what the comment and the issue say, what GitHub refused, and what is not set. */

import type { Literal, Name, None, Quoted, Reason } from "../fact-fields.ts";

export interface GitHubFacts
  extends GitHubFailures,
    GitHubSettings,
    GitHubTasks,
    GitHubCauses,
    ReviewFileFacts,
    BotsProblems,
    StepFacts,
    CommentFacts,
    DriftFacts {}

interface GitHubFailures {
  "github-request-failed": { readonly task: Reason; readonly cause: Reason };
}

/** What is not set, or not as it must be. */
export interface GitHubSettings {
  "token-missing": None;
  "token-invalid": None;
  "repository-missing": None;
  "api-address-invalid": { readonly example: Literal };
  "api-address-unencrypted": None;
  "run-missing": None;
  "commit-missing": None;
  "commit-incomplete": None;
  "pull-request-missing": None;
}

/** What could not be done. */
export interface GitHubTasks {
  "cannot-read-comments": { readonly number: number };
  "cannot-comment": { readonly number: number };
  "cannot-update-comment": None;
  "cannot-delete-comment": None;
  "cannot-read-pull-request": { readonly number: number };
  "cannot-list-issues": None;
  "cannot-open-issue": None;
  "cannot-update-issue": { readonly number: number };
  "cannot-close-issue": { readonly number: number };
  "cannot-identify-token": None;
  "cannot-read-run": { readonly run: number };
  "cannot-read-attempts": { readonly run: number };
  "cannot-list-runs": None;
  "cannot-list-artifacts": { readonly run: number };
  "cannot-list-commits": { readonly commit: Literal };
  "cannot-compare-commits": { readonly from: Literal; readonly to: Literal };
  "cannot-list-pull-requests": None;
  "cannot-find-pull-requests": { readonly commit: Literal };
  "cannot-list-reviews": None;
  "cannot-read-review": None;
}

/** An answer of GitHub. */
interface Answer {
  readonly status: number;
  readonly message: Quoted;
}

/** Why it could not. */
export interface GitHubCauses {
  "github-unreachable": { readonly host: Literal; readonly error: Quoted };
  "github-rate-limit": Answer;
  "github-token-refused": Answer;
  "github-locked": Answer;
  "github-forbidden": Answer & { readonly permission: Literal };
  "github-not-found": Answer & { readonly permission: Literal };
  "github-fault": Answer;
  "github-answer": Answer;
  "github-too-many-pages": { readonly pages: number };
  "run-without-branch": None;
  "download-unsafe": None;
  "download-refused": { readonly host: Literal; readonly status: number };
  "download-too-large": { readonly mebibytes: number };
  "download-timeout": { readonly host: Literal };
  "download-unreachable": { readonly host: Literal };
}

/** Why a review file does not count, or must not be shown. */
interface ReviewFileFacts {
  "review-missing": None;
  "review-of-fork": None;
  "review-after-merge": None;
  "review-expired": None;
  "review-too-large": None;
  "review-of-other-directory": { readonly directory: Name };
  "review-without-pull-request": None;
  "review-of-other-commit": None;
  "artifact-without-file": { readonly file: Literal };
  "artifact-damaged": None;
  "artifact-too-large": None;
  "holds-number": None;
}

/** Why it is not known which bots a repository has. */
export interface BotsProblems {
  "bots-list-outside": { readonly file: Name; readonly bot: Name };
  "bots-no-lists": { readonly root: Name };
  "bots-without-settings": { readonly directory: Name };
  "bots-name-unsafe": { readonly directory: Name };
  "bots-name-of-plan": { readonly directory: Name; readonly environment: Name };
  "bots-name-like-number": { readonly directory: Name };
  "bots-same-environment": { readonly one: Name; readonly other: Name };
  "bots-root-unsafe": { readonly root: Name };
}

interface StepFacts {
  "step-file-unwritable": { readonly variable: Literal; readonly error: Quoted };
  "step-summary-full": None;
  /** Stands where Markdown was cut. */
  "report-cut": None;
  "link-to-run": None;
}

interface CommentFacts {
  "plan-commit": { readonly commit: Literal };
  "plan-failed": { readonly directory: Name };
  "plan-failed-note": None;
  "apply-started": { readonly directory: Name };
  /** @property headline what the result file says of it, which is masked; null where there is none */
  "apply-succeeded": { readonly directory: Name; readonly headline: Literal | null };
  "apply-failed": { readonly directory: Name; readonly headline: Literal | null };
  "what-was-reviewed": None;
}

interface DriftFacts {
  "drift-title": { readonly directory: Name };
  "drift-missing": { readonly directory: Name; readonly lists: number; readonly members: number };
  "drift-advice": None;
  "drift-gone": { readonly directory: Name };
}
