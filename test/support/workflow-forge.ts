/** What a run finds at GitHub: repositories, environments with their secrets, tokens, artifacts and caches. */

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { zipSync } from "fflate";
import type { Permissions, Values } from "./workflow-file.ts";
import type { Repository } from "./workflow-git.ts";

export interface Environment {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
}

/** Files by their path in an artifact or a cache. */
export type Stored = ReadonlyMap<string, Buffer>;

interface Cache {
  /** As they were named when it was saved. */
  readonly paths: string;
  /** By their paths in the workspace. */
  readonly files: Stored;
}

export interface Artifact {
  readonly name: string;
  readonly files: Stored;
  readonly runId: number;
  /** The head of the pull request, or the commit that was pushed. */
  readonly headSha: string;
}

export interface Forge {
  /** The repository that runs belong to: owner/name. */
  readonly repository: string;
  /** All there are, by owner/name. */
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly apiUrl: string;
  /** By key, the newest last. */
  readonly caches: Map<string, Cache>;
  /** A token that may do exactly this, for the time of one job. */
  tokenFor(permissions: Permissions): string;
  /** Called for everything a run uploads. */
  onArtifact(artifact: Artifact): void;
}

/** What set a run off. */
export interface Event {
  readonly name: "pull_request" | "merge_group" | "push" | "workflow_dispatch" | "schedule";
  readonly payload: Values;
  readonly ref: string;
  readonly sha: string;
  /** The commit that artifacts of the run are filed under: the head of the pull request. */
  readonly headSha: string;
  readonly baseRef?: string;
  readonly headRef?: string;
  /** Whether it comes from a fork: no secrets, and nothing may be written. */
  readonly fromFork?: boolean;
}

export function repositoryOf(forge: Forge, name: string): Repository {
  const repository = forge.repositories.get(name);
  if (repository === undefined) throw new Error(`there is no repository ${name}`);
  return repository;
}

/** The files at a path: those of a directory, or the one. Artifacts are without hidden ones. */
export function pick(path: string, { hidden = false } = {}): Stored {
  const files = new Map<string, Buffer>();
  if (!existsSync(path)) return files;
  const isDirectory = statSync(path).isDirectory();
  const names = isDirectory ? readdirSync(path, { recursive: true, encoding: "utf8" }) : [basename(path)];
  const root = isDirectory ? path : dirname(path);
  for (const name of names) {
    const full = join(root, name);
    const isHidden = relative(root, full)
      .split("/")
      .some((part) => part.startsWith("."));
    if ((hidden || !isHidden) && statSync(full).isFile()) files.set(name, readFileSync(full));
  }
  return files;
}

export function put(files: Stored, directory: string): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}

/** As an artifact is downloaded. */
export function zipped(files: Stored): Uint8Array {
  return zipSync(Object.fromEntries([...files].map(([name, content]) => [name, new Uint8Array(content)])));
}
