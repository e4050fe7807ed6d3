/** The connection to GitHub: one silent client, patient within bounds, whose faults are told in our words. */

import { randomUUID } from "node:crypto";
import { fact } from "../domain/fact.ts";
import type { Octokit } from "./octokit.ts";
import type { Target } from "./run.ts";
import type { Question } from "./trouble.ts";
import { isRequestError, refused, troubleOf } from "./trouble.ts";

export interface Connection {
  readonly octokit: Octokit;
  /** The repository, as every route names it. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The way to GitHub and to where it keeps artifacts. */
  readonly fetch: Fetch;
  /** Makes one request, or several. @throws GitHubTrouble */
  ask<T>(question: Question, request: () => Promise<T>): Promise<T>;
}

/** The part of `fetch` that is used: undici's and the platform's both fit. */
export type Fetch = (address: string, init: FetchOptions) => Promise<Answer>;

interface FetchOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly redirect?: "follow" | "manual" | "error";
  readonly signal?: AbortSignal;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Iterable<[string, string]>;
  readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
  text(): Promise<string>;
}

const TIMEOUT_MS = 30_000;
/** Longer than this nobody waits for a comment. */
const WAIT_SECONDS_MAX = 60;
const RATE_LIMIT_RETRIES_MAX = 2;
const RETRIES_MAX = 2;
/** What another try does not mend; 429 is waited for by another rule. */
const NOT_RETRIED = [400, 401, 403, 404, 409, 410, 413, 422, 429, 451];

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
        throw troubleOf(error, question, { api, token });
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
  throw refused(question.task, fact("github-too-many-pages", { pages: PAGES_MAX }));
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

/** Writes with the token that a workflow is given. */
const ACTIONS_BOT = "github-actions[bot]";
/** Tokens of people can be asked whose they are; those of apps cannot. */
const OF_A_PERSON = /^(?:ghp|gho|ghu|github_pat)_/;

/** @param named what the person says; null where they say nothing */
export async function authorOf(named: string | null, token: string, connection: Connection): Promise<string> {
  if (named !== null) return named;
  if (!OF_A_PERSON.test(token)) return ACTIONS_BOT;
  const question = { task: fact("cannot-identify-token"), permission: "metadata: read" };
  const { data } = await connection.ask(question, () => connection.octokit.rest.users.getAuthenticated());
  return data.login;
}
