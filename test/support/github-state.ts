/** What an imitation of GitHub knows, and how a specification puts it there. */

import { zipSync } from "fflate";
import type { History } from "./github-history.ts";
import { Commits } from "./github-history.ts";

export const BOT = "github-actions[bot]";

export const REPOSITORY_ID = 1;
export const FORK_ID = 2;

export interface FakeComment {
  readonly id: number;
  readonly author: string | null;
  body: string;
}

export interface FakeIssue {
  readonly number: number;
  readonly author: string;
  title: string;
  body: string;
  state: "open" | "closed";
  readonly comments: FakeComment[];
  /** Null for what is an issue only. */
  readonly pull: FakePull | null;
}

export interface FakePull {
  readonly base: string;
  readonly headSha: string;
  readonly mergeSha: string | null;
  /** Commits that it brought: its own, and those that a rebase made of them. */
  readonly commits: readonly string[];
  readonly mergedAt: string | null;
  readonly updatedAt: string;
}

export interface FakeRun {
  readonly id: number;
  readonly workflow: number;
  readonly branch: string | null;
  readonly event: string;
  readonly status: "success" | "failure" | "cancelled" | "in_progress";
  readonly sha: string;
  readonly committedAt: string;
  readonly createdAt: string;
  readonly attempt: number;
  /** When this attempt began. */
  readonly startedAt: string;
  /** Where its head lies. */
  readonly headRepositoryId: number;
}

export interface FakeArtifact {
  readonly id: number;
  /** Of the run that left it. */
  readonly runId: number;
  readonly name: string;
  readonly sha: string;
  readonly expired: boolean;
  readonly createdAt: string;
  /** Where the head of its run lies: {@link REPOSITORY_ID}, a fork, or null where the server does not say. */
  readonly headRepositoryId: number | null;
  readonly zip: Uint8Array;
  /** What GitHub says of its size. */
  readonly bytes: number;
}

/** A commit's name that is the same for the same word. */
export function sha(word: string): string {
  return Buffer.from(word).toString("hex").padEnd(40, "0").slice(0, 40);
}

export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const bytes = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return zipSync(Object.fromEntries(bytes));
}

export class GitHubState {
  readonly issues = new Map<number, FakeIssue>();
  readonly runs: FakeRun[] = [];
  /** What became of runs before they were started again. */
  readonly attempts: FakeRun[] = [];
  readonly artifacts: FakeArtifact[] = [];
  readonly commits = new Commits();
  /** What is asked about commits. */
  history: History = this.commits.history;
  /** The commit that the branch main is at, where a specification has made some. */
  main = sha("the beginning");
  #lastId = 1_000_000_000;

  constructor() {
    this.commits.add(this.main);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  nextNumber(): number {
    return Math.max(0, ...this.issues.keys()) + 1;
  }

  /** A pull request, open unless it was merged. */
  addPull(number: number, pull: Partial<FakePull> = {}): FakeIssue {
    const headSha = sha(`head of ${number}`);
    const updatedAt = pull.mergedAt ?? "2026-11-01T00:00:00Z";
    const rest = { base: "main", headSha, mergeSha: null, mergedAt: null, updatedAt };
    const whole = { ...rest, commits: [pull.headSha ?? headSha], ...pull };
    const state = whole.mergedAt === null ? "open" : "closed";
    return this.#put({
      number,
      author: "ana",
      title: `Pull request ${number}`,
      body: "",
      state,
      comments: [],
      pull: whole,
    });
  }

  addIssue(issue: Pick<FakeIssue, "author" | "title" | "body">): FakeIssue {
    return this.#put({ ...issue, number: this.nextNumber(), state: "open", comments: [], pull: null });
  }

  addComment(number: number, author: string | null, body: string): FakeComment {
    const comment = { id: this.nextId(), author, body };
    this.issue(number).comments.push(comment);
    return comment;
  }

  addRun(run: Partial<FakeRun> & Pick<FakeRun, "id" | "createdAt">): void {
    this.runs.push(this.#run(run));
  }

  /** What became of a run before it was started again. */
  addAttempt(run: Partial<FakeRun> & Pick<FakeRun, "id" | "createdAt">): void {
    this.attempts.push(this.#run(run));
  }

  addArtifact(artifact: Partial<FakeArtifact> & Pick<FakeArtifact, "name" | "sha" | "zip">): FakeArtifact {
    const rest = {
      id: this.nextId(),
      expired: false,
      createdAt: "2026-11-01T00:00:00Z",
      headRepositoryId: REPOSITORY_ID,
      runId: 1,
    };
    const whole = { bytes: artifact.zip.length, ...rest, ...artifact };
    this.artifacts.push(whole);
    return whole;
  }

  issue(number: number): FakeIssue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw new Error(`no issue or pull request #${number} was put there`);
    return issue;
  }

  bodiesOn(number: number): string[] {
    return this.issue(number).comments.map(({ body }) => body);
  }

  #run(run: Partial<FakeRun> & Pick<FakeRun, "id" | "createdAt">): FakeRun {
    const { createdAt } = run;
    const rest = { workflow: 7, branch: "main", event: "push", status: "success", sha: this.main } as const;
    const where = { attempt: 1, headRepositoryId: REPOSITORY_ID };
    return { committedAt: createdAt, startedAt: createdAt, ...rest, ...where, ...run };
  }

  #put(issue: FakeIssue): FakeIssue {
    this.issues.set(issue.number, issue);
    return issue;
  }
}
