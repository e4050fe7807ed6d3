/** Real Git repositories for the workflows to check out: bare ones on this machine stand for GitHub's. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Contents by path; null takes the file away. */
export type Files = Readonly<Record<string, string | null>>;

const PERSON = {
  GIT_AUTHOR_NAME: "Ana",
  GIT_AUTHOR_EMAIL: "ana@example.com",
  GIT_COMMITTER_NAME: "Ana",
  GIT_COMMITTER_EMAIL: "ana@example.com",
};

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "blip-lists-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** @returns what Git printed, without its last line feed. @throws Error where it fails, with what it said */
export function git(directory: string, ...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: "1", ...PERSON };
  const options = { env, encoding: "utf8", stdio: "pipe", maxBuffer: 64 * 1024 * 1024 } as const;
  return execFileSync("git", ["-C", directory, "-c", "safe.directory=*", ...args], options).replace(
    /\n$/,
    "",
  );
}

/**
 * A clone of a repository with one commit checked out: under the name of a branch, or detached. Its objects are
 * borrowed, which makes it a matter of milliseconds.
 */
export function cloneInto(
  directory: string,
  { path }: Repository,
  { commit, branch, writable }: { commit: string; branch: string | null; writable: boolean },
): void {
  const inGit = (name: string) => join(directory, ".git", name);
  git(directory, "init", "--quiet", "--template=");
  mkdirSync(inGit("objects/info"), { recursive: true });
  writeFileSync(inGit("objects/info/alternates"), `${path}/objects\n`);
  const pushUrl = writable ? "" : `\tpushurl = file://${path}.refused\n`;
  const remote = `[remote "origin"]\n\turl = file://${path}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n${pushUrl}`;
  writeFileSync(inGit("config"), remote, { flag: "a" });
  const how = branch === null ? ["--detach"] : ["-B", branch];
  git(directory, "checkout", "--quiet", ...how, commit);
}

/** A repository as GitHub keeps it. */
export class Repository {
  /** The bare repository. */
  readonly path: string;
  private readonly desk: string;

  constructor(files: Files) {
    this.path = temporaryDirectory();
    this.desk = temporaryDirectory();
    git(this.path, "init", "--quiet", "--bare", "--initial-branch=main");
    // GitHub gives out every commit by its id.
    git(this.path, "config", "uploadpack.allowAnySHA1InWant", "true");
    git(this.desk, "clone", "--quiet", this.path, ".");
    this.write(files, "The beginning");
    git(this.desk, "push", "--quiet", "origin", "HEAD:main");
  }

  /** Commits onto a branch, which begins at main where it is new. @returns the commit */
  commit(branch: string, files: Files, message = "A change"): string {
    git(this.desk, "fetch", "--quiet", "--prune", "origin");
    const isNew = git(this.desk, "branch", "--remotes", "--list", `origin/${branch}`) === "";
    git(this.desk, "checkout", "--quiet", "--detach", isNew ? "origin/main" : `origin/${branch}`);
    this.write(files, message);
    git(this.desk, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
    return git(this.desk, "rev-parse", "HEAD");
  }

  /** Merges one ref into another and puts the commit under a third. @returns the merge commit */
  merge(from: string, into: string, target: string): string {
    git(this.desk, "fetch", "--quiet", "origin", "+refs/*:refs/upstream/*");
    git(this.desk, "checkout", "--quiet", "--detach", into.replace("refs/", "refs/upstream/"));
    git(this.desk, "merge", "--quiet", "--no-ff", "-m", "Merge", from.replace("refs/", "refs/upstream/"));
    git(this.desk, "push", "--quiet", "--force", "origin", `HEAD:${target}`);
    return git(this.desk, "rev-parse", "HEAD");
  }

  /** Makes one commit of all that a ref has and main has not. @returns it */
  squash(from: string): string {
    this.#checkOutMain();
    git(this.desk, "merge", "--quiet", "--squash", from.replace("refs/", "refs/upstream/"));
    git(this.desk, "commit", "--quiet", "--allow-empty", "-m", "Squashed");
    return this.#pushMain();
  }

  /** Copies the commits that a ref has and main has not. @returns the copies, the oldest first */
  rebase(from: string): string[] {
    this.#checkOutMain();
    return this.missing(from, "refs/heads/main").map((commit) => {
      git(this.desk, "cherry-pick", "--allow-empty", commit);
      git(this.desk, "commit", "--quiet", "--amend", "--allow-empty", "-m", `Copy of ${commit}`);
      return this.#pushMain();
    });
  }

  /** Puts main at a commit that is there already. */
  moveMain(commit: string): void {
    git(this.path, "update-ref", "refs/heads/main", commit);
  }

  /** The commits that are reachable from one and not from the other, the oldest first. */
  missing(from: string, notFrom: string): string[] {
    return git(this.path, "rev-list", "--reverse", `${notFrom}..${from}`).split("\n").filter(Boolean);
  }

  /** A commit and all before it, the newest first; null for one that is not known. */
  history(commit: string): string[] | null {
    try {
      return git(this.path, "rev-list", "--topo-order", commit).split("\n");
    } catch {
      return null;
    }
  }

  #checkOutMain(): void {
    git(this.desk, "fetch", "--quiet", "origin", "+refs/*:refs/upstream/*");
    git(this.desk, "checkout", "--quiet", "--detach", "refs/upstream/heads/main");
  }

  #pushMain(): string {
    git(this.desk, "push", "--quiet", "origin", "HEAD:refs/heads/main");
    return git(this.desk, "rev-parse", "HEAD");
  }

  /** From now on nobody pushes to this branch. */
  protect(branch: string): void {
    const hook = `#!/bin/sh\nif [ "$1" = "refs/heads/${branch}" ]; then\n  echo "GH006: Protected branch update failed for $1." >&2\n  exit 1\nfi\n`;
    writeFileSync(join(this.path, "hooks/update"), hook, { mode: 0o755 });
  }

  unprotect(): void {
    rmSync(join(this.path, "hooks/update"));
  }

  /** The commit that a ref is at. */
  at(ref: string): string {
    return git(this.path, "rev-parse", `${ref}^{commit}`);
  }

  /** A file as it is in a commit; null where there is none. */
  read(ref: string, path: string): string | null {
    const listed = git(this.path, "ls-tree", "--name-only", ref, "--", path);
    return listed === "" ? null : git(this.path, "show", `${ref}:${path}`);
  }

  private write(files: Files, message: string): void {
    for (const [path, text] of Object.entries(files)) {
      const full = join(this.desk, path);
      mkdirSync(dirname(full), { recursive: true });
      if (text === null) rmSync(full);
      else writeFileSync(full, text);
    }
    git(this.desk, "add", "--all");
    git(this.desk, "commit", "--quiet", "--allow-empty", "-m", message);
  }
}
