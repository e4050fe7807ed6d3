/** The commits that an imitation of GitHub knows, and what it says of them. */

import { json, paged, refusal } from "./github-rules.ts";

/** @returns a commit and all before it, the newest first; null for one that is not known */
export type History = (commit: string) => readonly string[] | null;

/** Commits by their names, with their parents. */
export class Commits {
  readonly #parents = new Map<string, readonly string[]>();

  add(commit: string, ...parents: readonly string[]): void {
    this.#parents.set(commit, parents);
  }

  readonly history: History = (commit) => {
    if (!this.#parents.has(commit)) return null;
    const found: string[] = [];
    const seen = new Set<string>();
    const visit = (one: string) => {
      if (seen.has(one)) return;
      seen.add(one);
      for (const parent of this.#parents.get(one) ?? []) visit(parent);
      found.unshift(one);
    };
    visit(commit);
    return found;
  };
}

/** `GET compare/{base}...{head}`: from where the two part, the oldest first, 250 at once where no page is asked for. */
export function comparison(url: URL, history: History): Response {
  const [, base = "", head = ""] = /\/compare\/([0-9a-f]{40})\.\.\.([0-9a-f]{40})$/.exec(url.pathname) ?? [];
  const [before, after] = [history(base), history(head)];
  if (before === null || after === null) return refusal(404, "Not Found");
  const known = new Set(before);
  if (!after.some((commit) => known.has(commit)))
    return refusal(404, `No common ancestor between ${base} and ${head}.`);
  const ahead = after.filter((commit) => !known.has(commit)).reverse();
  const behind = before.filter((commit) => !after.includes(commit));
  const { page, headers } = paged(url, ahead, 250);
  const status = STATUS[`${ahead.length > 0} ${behind.length > 0}`];
  const counts = { ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length };
  const commits = page.map((sha) => ({ sha }));
  return json({ url: String(url), status, ...counts, commits }, 200, headers);
}

const STATUS: Readonly<Record<string, string>> = {
  "true true": "diverged",
  "true false": "ahead",
  "false true": "behind",
  "false false": "identical",
};

/** `GET commits?sha=`: the newest first. */
export function commitList(url: URL, history: History): Response {
  const commits = history(url.searchParams.get("sha") ?? "");
  if (commits === null) return refusal(404, "Not Found");
  const { page, headers } = paged(url, commits);
  return json(
    page.map((sha) => ({ sha })),
    200,
    headers,
  );
}
