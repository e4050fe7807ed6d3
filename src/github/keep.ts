/** What this tool keeps up to date on GitHub: one comment on a pull request, and one issue for as long as there is drift. */

import type { WhyLeft } from "./marker.ts";
import { bearsMarker } from "./marker.ts";
import { createOnce } from "./trouble.ts";

export interface Comment {
  readonly id: number;
  /** The login; null where the account is gone. */
  readonly author: string | null;
  readonly body: string;
  readonly url: string;
}

/** What is asked of GitHub here. Methods throw GitHubTrouble. */
export interface CommentApi {
  /** The oldest first, all pages. */
  list(pullRequest: number): AsyncIterable<Comment>;
  create(pullRequest: number, body: string): Promise<Comment>;
  /** @returns null where the comment is gone */
  update(id: number, body: string): Promise<Comment | null>;
  /** Does nothing where the comment is gone. */
  remove(id: number): Promise<void>;
}

export interface WantedComment {
  readonly pullRequest: number;
  readonly marker: string;
  /** Whose comments are believed to be ours. */
  readonly author: string;
  /** Begins with the marker. */
  readonly body: string;
  /** Whether it is written where none is yet. */
  readonly isNews: boolean;
}

export type KeptComment =
  | { readonly done: "created" | "updated" | "unchanged"; readonly comment: Comment }
  | { readonly done: "left"; readonly why: WhyLeft; readonly comment: Comment }
  | { readonly done: "none"; readonly comment: null };

/**
 * Creates the comment, or brings it up to date in its place.
 * A comment by anyone else is neither changed nor believed, whatever it begins with.
 * @param whyLeft why one of ours is to stay as it is; null where it may be replaced
 */
export async function keepComment(
  api: CommentApi,
  wanted: WantedComment,
  whyLeft: (found: Comment) => Promise<WhyLeft | null> = async () => null,
): Promise<KeptComment> {
  const found = await ourComment(api, wanted);
  if (found !== null) return replace(api, found, wanted, whyLeft);
  if (!wanted.isNews) return { done: "none", comment: null };
  const comment = await create(api, wanted);
  // Another job may have found none either: the first of the two stays.
  const first = await ourComment(api, wanted);
  if (first === null || first.id === comment.id) return { done: "created", comment };
  await api.remove(comment.id);
  return replace(api, first, wanted, whyLeft);
}

async function replace(
  api: CommentApi,
  found: Comment,
  wanted: WantedComment,
  whyLeft: (found: Comment) => Promise<WhyLeft | null>,
): Promise<KeptComment> {
  const why = await whyLeft(found);
  if (why !== null) return { done: "left", why, comment: found };
  if (isSameText(found.body, wanted.body)) return { done: "unchanged", comment: found };
  const updated = await api.update(found.id, wanted.body);
  if (updated !== null) return { done: "updated", comment: updated };
  return { done: "created", comment: await create(api, wanted) };
}

function create(api: CommentApi, wanted: WantedComment): Promise<Comment> {
  return createOnce(
    () => api.create(wanted.pullRequest, wanted.body),
    () => ourComment(api, wanted),
  );
}

async function ourComment(
  api: CommentApi,
  { pullRequest, marker, author }: WantedComment,
): Promise<Comment | null> {
  for await (const comment of api.list(pullRequest))
    if (isLogin(comment.author, author) && bearsMarker(comment.body, marker)) return comment;
  return null;
}

export interface Issue {
  readonly number: number;
  readonly author: string | null;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** What is asked of GitHub here. Methods throw GitHubTrouble. */
export interface IssueApi {
  /** Those by one account, all pages; without pull requests. */
  listOpen(author: string): AsyncIterable<Issue>;
  create(title: string, body: string): Promise<Issue>;
  update(number: number, title: string, body: string): Promise<Issue>;
  comment(number: number, body: string): Promise<void>;
  close(number: number): Promise<void>;
}

export interface WantedIssue {
  readonly marker: string;
  readonly author: string;
  readonly title: string;
  /** Begins with the marker; null where there is no drift. */
  readonly body: string | null;
  /** What the last comment says when the drift is gone. */
  readonly farewell: string;
}

export interface KeptIssue {
  readonly done: "opened" | "updated" | "unchanged" | "closed" | "none";
  /** Null where there is none and none is needed. */
  readonly issue: Issue | null;
}

/** Opens the issue, brings it up to date, or closes it. An issue by anyone else is left alone. */
export async function keepIssue(api: IssueApi, wanted: WantedIssue): Promise<KeptIssue> {
  const { title, body, farewell } = wanted;
  const find = () => ourIssue(api, wanted);
  const found = await find();
  if (body === null) {
    if (found === null) return { done: "none", issue: null };
    // Closed first: if the comment then fails, the next run finds nothing to say again.
    await api.close(found.number);
    await api.comment(found.number, farewell);
    return { done: "closed", issue: found };
  }
  if (found === null) return { done: "opened", issue: await createOnce(() => api.create(title, body), find) };
  if (found.title === title && isSameText(withoutRun(found.body), withoutRun(body)))
    return { done: "unchanged", issue: found };
  return { done: "updated", issue: await api.update(found.number, title, body) };
}

/** That another run saw the same is no news. */
function withoutRun(text: string): string {
  return text.replace(/\/actions\/runs\/\d+/g, "");
}

async function ourIssue(api: IssueApi, { marker, author }: WantedIssue): Promise<Issue | null> {
  for await (const issue of api.listOpen(author))
    if (isLogin(issue.author, author) && bearsMarker(issue.body, marker)) return issue;
  return null;
}

/** Logins that differ in case alone are one account. */
export function isLogin(login: string | null, expected: string): boolean {
  return login?.toLowerCase() === expected.toLowerCase();
}

/** GitHub may give back other line ends, and none at the end. */
function isSameText(one: string, other: string): boolean {
  return withPlainEnds(one) === withPlainEnds(other);
}

function withPlainEnds(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
