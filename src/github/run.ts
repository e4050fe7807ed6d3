/** What the job says of the run: which repository, which run, whose token, and which event set it off. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import type { Origin } from "../domain/origin.ts";
import { unset } from "./trouble.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where requests go, and with whose rights. */
export interface Target {
  /** Base of the REST API, without a slash at its end. */
  readonly api: string;
  readonly owner: string;
  readonly repository: string;
  readonly token: string;
}

const API = "https://api.github.com";
const SERVER = "https://github.com";
const REPOSITORY = /^([\w.-]+)\/([\w.-]+)$/;
const PRINTABLE = /^[\x21-\x7e]+$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const WHOLE_NUMBER = /^[1-9]\d{0,15}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const BRANCH_LENGTH_MAX = 1_000;

/** @throws GitHubTrouble that says what to set */
export function readTarget(env: Environment): Target {
  const token = env.GITHUB_TOKEN?.trim() || env.GH_TOKEN?.trim() || "";
  if (token === "") throw unset(fact("token-missing"));
  // Fetch quotes a header that it cannot send, and a token is not to be quoted.
  if (!PRINTABLE.test(token)) throw unset(fact("token-invalid"));
  const [, owner, repository] = REPOSITORY.exec(env.GITHUB_REPOSITORY?.trim() ?? "") ?? [];
  if (owner === undefined || repository === undefined) throw unset(fact("repository-missing"));
  return { api: readApi(env.GITHUB_API_URL?.trim() || API), owner, repository, token };
}

/** Whether a token may travel there: encrypted, or not beyond this machine. */
export function isSafeAddress(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
}

function readApi(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw unset(fact("api-address-invalid", { example: literal(API) }));
  if (!isSafeAddress(url)) throw unset(fact("api-address-unencrypted"));
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** @throws GitHubTrouble */
export function requireRun(env: Environment): { readonly id: number; readonly attempt: number } {
  const run = readRun(env);
  if (run === null) throw unset(fact("run-missing"));
  return run;
}

/** Which attempt of the run this is, from 1. */
function readRunAttempt(env: Environment): number {
  const attempt = env.GITHUB_RUN_ATTEMPT?.trim() ?? "";
  return WHOLE_NUMBER.test(attempt) ? Number(attempt) : 1;
}

/** @returns null where this is no run */
export function readRun(env: Environment): { readonly id: number; readonly attempt: number } | null {
  const id = env.GITHUB_RUN_ID?.trim() ?? "";
  return WHOLE_NUMBER.test(id) ? { id: Number(id), attempt: readRunAttempt(env) } : null;
}

/** @param named what the person says; null for the commit that this run is of. @throws GitHubTrouble */
export function readCommit(named: string | null, env: Environment): string {
  const commit = (named ?? env.GITHUB_SHA ?? "").trim().toLowerCase();
  if (COMMIT.test(commit)) return commit;
  throw unset(fact(named === null ? "commit-missing" : "commit-incomplete"));
}

/** @returns the page of the run this is; null where the environment names none */
export function runUrl(env: Environment): string | null {
  const server = env.GITHUB_SERVER_URL?.trim() || SERVER;
  const repository = env.GITHUB_REPOSITORY?.trim() ?? "";
  const id = env.GITHUB_RUN_ID?.trim() ?? "";
  if (!URL.canParse(server) || !REPOSITORY.test(repository) || !WHOLE_NUMBER.test(id)) return null;
  const { origin, pathname } = new URL(server);
  return `${origin}${pathname.replace(/\/+$/, "")}/${repository}/actions/runs/${id}`;
}

/**
 * The pull request that a run is about.
 * @param event what the file at GITHUB_EVENT_PATH holds; null where there is none
 * @throws GitHubTrouble where neither the event nor the ref names one
 */
export function readPullRequest(env: Environment, event: string | null): number {
  const number = numberOf(pullRequestIn(event)) ?? numberInRef(env.GITHUB_REF ?? "");
  if (number !== null) return number;
  throw unset(fact("pull-request-missing"));
}

/**
 * What a plan in this run is made for.
 * @param event what the file at GITHUB_EVENT_PATH holds; null where there is none
 * @returns null where it is not made for a pull request
 */
export function readOrigin(env: Environment, event: string | null): Origin | null {
  // Other events name a pull request too, and what they check out is not its merge.
  if (env.GITHUB_ACTIONS !== "true" || (env.GITHUB_EVENT_NAME || PULL_REQUEST) !== PULL_REQUEST) return null;
  const pull = pullRequestIn(event);
  const pullRequest = numberOf(pull);
  const commit = member(member(pull, "head"), "sha");
  const base = member(member(pull, "base"), "ref");
  if (pullRequest === null || typeof commit !== "string" || typeof base !== "string") return null;
  const isWhole = COMMIT.test(commit) && base !== "" && base.length <= BRANCH_LENGTH_MAX;
  return isWhole ? { pullRequest, commit, base } : null;
}

const PULL_REQUEST = "pull_request";

function pullRequestIn(event: string | null): unknown {
  if (event === null) return null;
  try {
    const parsed: unknown = JSON.parse(event);
    return member(parsed, PULL_REQUEST);
  } catch {
    return null;
  }
}

function numberOf(pullRequest: unknown): number | null {
  const number = member(pullRequest, "number");
  return typeof number === "number" && WHOLE_NUMBER.test(String(number)) ? number : null;
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function numberInRef(ref: string): number | null {
  const number = /^refs\/pull\/([1-9]\d{0,15})\//.exec(ref)?.[1];
  return number === undefined ? null : Number(number);
}

/** @returns null where there is none that can be read */
export async function readEvent(env: Environment, cwd: string): Promise<string | null> {
  const path = env.GITHUB_EVENT_PATH ?? "";
  return path === "" ? null : readFile(resolve(cwd, path), "utf8").catch(() => null);
}

/** What a plan in this run is made for; null where that is no pull request. */
export async function originOfRun(env: Environment, cwd: string): Promise<Origin | null> {
  return readOrigin(env, await readEvent(env, cwd));
}
