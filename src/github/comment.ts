/** One comment on a pull request that is kept up to date. */

import { bearsMarker } from "./marker.ts";
import { createOnce } from "./once.ts";

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
  | { readonly done: "none"; readonly comment: null };

/**
 * Creates the comment, or brings it up to date in its place.
 * A comment by anyone else is neither changed nor believed, whatever it begins with.
 */
export async function keepComment(api: CommentApi, wanted: WantedComment): Promise<KeptComment> {
  const find = () => findOurs(api, wanted);
  const create = () => createOnce(() => api.create(wanted.pullRequest, wanted.body), find);
  const found = await find();
  if (found === null) {
    if (!wanted.isNews) return { done: "none", comment: null };
    return { done: "created", comment: await create() };
  }
  if (isSameText(found.body, wanted.body)) return { done: "unchanged", comment: found };
  const updated = await api.update(found.id, wanted.body);
  if (updated !== null) return { done: "updated", comment: updated };
  return { done: "created", comment: await create() };
}

async function findOurs(
  api: CommentApi,
  { pullRequest, marker, author }: WantedComment,
): Promise<Comment | null> {
  for await (const comment of api.list(pullRequest))
    if (isLogin(comment.author, author) && bearsMarker(comment.body, marker)) return comment;
  return null;
}

/** Logins that differ in case alone are one account. */
export function isLogin(login: string | null, expected: string): boolean {
  return login?.toLowerCase() === expected.toLowerCase();
}

/** GitHub may give back other line ends, and none at the end. */
export function isSameText(one: string, other: string): boolean {
  return withPlainEnds(one) === withPlainEnds(other);
}

function withPlainEnds(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
