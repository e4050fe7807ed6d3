/** What an imitation of GitHub knows, and how a specification puts it there. */

import { zipSync } from "fflate";

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
}

export interface FakeArtifact {
  readonly id: number;
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
  readonly artifacts: FakeArtifact[] = [];
  #lastId = 1_000_000_000;

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
    const whole = { base: "main", headSha, mergeSha: null, mergedAt: null, updatedAt, ...pull };
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
    const committedAt = run.createdAt;
    const rest = {
      workflow: 7,
      branch: "main",
      event: "push",
      status: "success",
      sha: sha(`run ${run.id}`),
    } as const;
    this.runs.push({ committedAt, ...rest, ...run });
  }

  addArtifact(artifact: Partial<FakeArtifact> & Pick<FakeArtifact, "name" | "sha" | "zip">): FakeArtifact {
    const rest = {
      id: this.nextId(),
      expired: false,
      createdAt: "2026-11-01T00:00:00Z",
      headRepositoryId: REPOSITORY_ID,
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

  #put(issue: FakeIssue): FakeIssue {
    this.issues.set(issue.number, issue);
    return issue;
  }
}
