/** What goes wrong between this tool and GitHub, and what is done about it. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import { literal, quoted, reason } from "../domain/fact-fields.ts";
import type { GitHubCauses, GitHubSettings, GitHubTasks } from "../domain/facts/github.ts";

/**
 * `settings`: the environment or a file does not say what is needed. `refused`: GitHub answered, and not with what was
 * asked for. `lost`: no answer, or GitHub's own fault, so that a request may have been carried out.
 */
export type TroubleKind = "settings" | "refused" | "lost";

export class GitHubTrouble extends FactError {
  override readonly name = "GitHubTrouble";
  readonly kind: TroubleKind;
  declare readonly said: Fact;

  constructor(kind: TroubleKind, said: Fact) {
    super(said);
    this.kind = kind;
  }
}

/** Something that GitHub is asked for. */
export interface Question {
  /** What is said where it cannot be had. */
  readonly task: Fact<keyof GitHubTasks>;
  /** What the job needs for it: `pull-requests: write`. */
  readonly permission: string;
}

export function unset(problem: Fact<keyof GitHubSettings>): GitHubTrouble {
  return new GitHubTrouble("settings", problem);
}

export function refused(task: Question["task"], cause: Fact<keyof GitHubCauses>): GitHubTrouble {
  return new GitHubTrouble("refused", failed(task, cause));
}

export function lost(task: Question["task"], cause: Fact<keyof GitHubCauses>): GitHubTrouble {
  return new GitHubTrouble("lost", failed(task, cause));
}

function failed(task: Question["task"], cause: Fact<keyof GitHubCauses>): Fact {
  return fact("github-request-failed", { task: reason(task), cause: reason(cause) });
}

/** Where it is not known whether it was created, it is looked for before it is created again. */
export async function createOnce<T>(create: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof GitHubTrouble) || error.kind !== "lost") throw error;
    return (await find()) ?? (await create());
  }
}

/** What octokit threw, where it says how a request ended: anything else is a mistake of ours. */
export function isRequestError(error: unknown): error is Error {
  return error instanceof Error && error.name === "HttpError";
}

/** @param target where it was asked, and with which token: GitHub may quote it */
export function troubleOf(
  error: Error,
  { task, permission }: Question,
  { api, token }: { readonly api: string; readonly token: string },
): GitHubTrouble {
  const { status, words, isRateLimit } = faultOf(error);
  const message = quoted(words.replaceAll(token, "***"));
  if (status === null) {
    const host = literal(new URL(api).host);
    return lost(task, fact("github-unreachable", { host, error: message }));
  }
  if (status >= 500) return lost(task, fact("github-fault", { status, message }));
  const answer = { status, message };
  const allowed = { ...answer, permission: literal(permission) };
  if (isRateLimit) return refused(task, fact("github-rate-limit", answer));
  if (status === 401) return refused(task, fact("github-token-refused", answer));
  if (status === 403 && /\blocked\b/i.test(words)) return refused(task, fact("github-locked", answer));
  if (status === 403) return refused(task, fact("github-forbidden", allowed));
  if (status === 404) return refused(task, fact("github-not-found", allowed));
  return refused(task, fact("github-answer", answer));
}

/** @returns the status that GitHub answered with; null where there was no answer */
export function statusOf(error: unknown): number | null {
  return faultOf(error).status;
}

const WORDS_LENGTH_MAX = 200;

/** What octokit throws, read without believing its shape. */
interface Fault {
  /** Null where no answer came. */
  readonly status: number | null;
  readonly words: string;
  readonly isRateLimit: boolean;
}

function faultOf(error: unknown): Fault {
  const response = member(error, "response");
  const status = member(response, "status");
  const said = member(member(response, "data"), "message");
  const thrown = error instanceof Error ? error.message : String(error);
  // What exactly is not valid stands behind the message of the answer.
  const words = oneLine(typeof said === "string" && status !== 422 ? said : thrown);
  const remaining = member(member(response, "headers"), "x-ratelimit-remaining");
  const isLimited = status === 429 || (status === 403 && (remaining === "0" || /rate limit/i.test(words)));
  return { status: typeof status === "number" ? status : null, words, isRateLimit: isLimited };
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, WORDS_LENGTH_MAX);
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
