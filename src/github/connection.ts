/** The connection to GitHub: one silent client, patient within bounds, whose faults are told in our words. */

import { randomUUID } from "node:crypto";
import type { Target } from "./environment.ts";
import type { Fetch, FetchOptions } from "./fetch.ts";
import type { Octokit } from "./octokit.ts";
import { GitHubTrouble } from "./trouble.ts";

export interface Connection {
  readonly octokit: Octokit;
  /** The repository, as every route names it. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The way to GitHub and to where it keeps artifacts. */
  readonly fetch: Fetch;
  /** Makes one request, or several. @throws GitHubTrouble */
  ask<T>(question: Question, request: () => Promise<T>): Promise<T>;
}

export interface Question {
  /** What is done, as it continues "GitHub does not allow …": `to comment on #12`. */
  readonly what: string;
  /** What the job needs for it: `pull-requests: write`. */
  readonly permission: string;
}

const TIMEOUT_MS = 30_000;
/** Longer than this nobody waits for a comment. */
const WAIT_SECONDS_MAX = 60;
const RATE_LIMIT_RETRIES_MAX = 2;
const RETRIES_MAX = 2;
/** What another try does not mend; 429 is waited for by another rule. */
const NOT_RETRIED = [400, 401, 403, 404, 409, 410, 413, 422, 429, 451];
const WORDS_LENGTH_MAX = 200;

/** Of 100 entries each: nothing that is listed here is ever that long. */
const PAGES_MAX = 500;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** @param fetch another than the platform's, where a proxy stands between */
export async function connectToGitHub(
  { api, owner, repository, token }: Target,
  fetch: Fetch = globalThis.fetch,
): Promise<Connection> {
  const { Octokit } = await import("./octokit.ts");
  const octokit = new Octokit({
    auth: token,
    baseUrl: api,
    userAgent: "blip-lists",
    log: silent,
    request: { fetch: wholeBy(fetch), log: silent },
    retry: { doNotRetry: NOT_RETRIED, retries: RETRIES_MAX },
    throttle: {
      // A pace of its own: connections of one process are of different repositories, or of different tests.
      id: randomUUID(),
      onRateLimit: isWorthWaiting,
      onSecondaryRateLimit: isWorthWaiting,
    },
  });
  return {
    octokit,
    repository: { owner, repo: repository },
    fetch,
    ask: async (question, request) => {
      try {
        return await request();
      } catch (error) {
        if (!isRequestError(error)) throw error;
        throw new GitHubTrouble(kindOf(error), inWords(error, question, api).replaceAll(token, "***"));
      }
    },
  };
}

/** What a list holds, page by page, until nobody asks for more. @throws GitHubTrouble */
export async function* entriesOf<T>(
  { ask }: Connection,
  question: Question,
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const { done, value } = await ask(question, () => iterator.next());
    if (done) return;
    yield* value.data;
  }
  throw new GitHubTrouble("refused", `GitHub has more than ${PAGES_MAX} pages ${question.what}`);
}

/** Anything else that is thrown is a mistake of ours. */
function isRequestError(error: unknown): error is Error {
  return error instanceof Error && error.name === "HttpError";
}

/** An answer that is cut or no JSON is none: octokit would take it for an empty list. */
function wholeBy(fetch: Fetch): (address: string, init: FetchOptions) => Promise<Response> {
  return async (address, init) => {
    const response = await fetch(address, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok && !isJson(text)) throw new Error("the answer is not one of GitHub's");
    const { status, statusText, headers } = response;
    const whole = new Response(text === "" ? null : text, { status, statusText, headers: [...headers] });
    // Octokit looks at where a page came from.
    return Object.defineProperty(whole, "url", { value: response.url });
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isWorthWaiting(seconds: number, _request: unknown, _octokit: unknown, retries: number): boolean {
  return seconds <= WAIT_SECONDS_MAX && retries < RATE_LIMIT_RETRIES_MAX;
}

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

/** @returns the status that GitHub answered with; null where there was no answer */
export function statusOf(error: unknown): number | null {
  return faultOf(error).status;
}

function kindOf(error: unknown): "refused" | "lost" {
  const { status } = faultOf(error);
  return status === null || status >= 500 ? "lost" : "refused";
}

function inWords(error: unknown, { what, permission }: Question, api: string): string {
  const { status, words, isRateLimit } = faultOf(error);
  const said = `(${status}: ${words})`;
  if (status === null) return `GitHub could not be reached at ${new URL(api).host} ${what}: ${words}`;
  if (isRateLimit) return `GitHub makes this run wait for too long ${what} ${said}: run the job again later`;
  if (status === 401)
    return `GitHub does not know the token ${what} ${said}: is GITHUB_TOKEN set to one that is valid?`;
  if (status === 403 && /\blocked\b/i.test(words))
    return `GitHub does not allow ${what} ${said}: unlock the conversation`;
  if (status === 403)
    return `GitHub does not allow the token ${what} ${said}: the job needs the permission ${permission}, and a pull request from a fork never has one to write`;
  if (status === 404)
    return `GitHub found nothing when asked ${what} ${said}: is GITHUB_REPOSITORY right, and has the job the permission ${permission}?`;
  if (status >= 500) return `GitHub failed ${what} ${said}: run the job again`;
  return `GitHub refused ${what} ${said}`;
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
