/** What goes wrong between this tool and GitHub, and what is done about it. */

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

export interface Question {
  /** What is done, as it continues "GitHub does not allow …": `to comment on #12`. */
  readonly what: string;
  /** What the job needs for it: `pull-requests: write`. */
  readonly permission: string;
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

const WORDS_LENGTH_MAX = 200;

/** Anything else that is thrown is a mistake of ours. */
export function isRequestError(error: unknown): error is Error {
  return error instanceof Error && error.name === "HttpError";
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

export function kindOf(error: unknown): "refused" | "lost" {
  const { status } = faultOf(error);
  return status === null || status >= 500 ? "lost" : "refused";
}

export function inWords(error: unknown, { what, permission }: Question, api: string): string {
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
