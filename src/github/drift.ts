/** One issue that says what drifted, for as long as it does. */

import { isLogin, isSameText } from "./comment.ts";
import { bearsMarker } from "./marker.ts";
import { createOnce } from "./once.ts";

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
  const find = () => findOurs(api, wanted);
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

async function findOurs(api: IssueApi, { marker, author }: WantedIssue): Promise<Issue | null> {
  for await (const issue of api.listOpen(author))
    if (isLogin(issue.author, author) && bearsMarker(issue.body, marker)) return issue;
  return null;
}
