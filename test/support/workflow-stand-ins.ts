/**
 * Stand-ins for the actions that our workflows use: what each of them does to the workspace, as its source says,
 * without GitHub.
 */

import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Artifact, Event, Forge } from "./workflow-forge.ts";
import { pick, put, repositoryOf } from "./workflow-forge.ts";
import { cloneInto } from "./workflow-git.ts";

/** Where an action finds itself. */
export interface Place {
  readonly forge: Forge;
  readonly event: Event;
  readonly runId: number;
  readonly workspace: string;
  /** What the job's token may do with the files of the repository. */
  readonly contents: "none" | "read" | "write";
  /** Of this run, by name. */
  readonly artifacts: Map<string, Artifact>;
}

type Inputs = Readonly<Record<string, string>>;
export type StandIn = (inputs: Inputs, place: Place) => { readonly log: string; readonly outputs?: Inputs };

const COMMIT = /^[0-9a-f]{40}$/;

/** By the action's name, without the commit it is pinned to. */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  "actions/checkout": checkout,
  "actions/setup-node": setUpNode,
  "actions/upload-artifact": uploadArtifact,
  "actions/download-artifact": downloadArtifact,
  "actions/cache/restore": restoreCache,
  "actions/cache/save": saveCache,
};

/** Leaves a branch checked out under its name, a commit detached, and whatever was there before gone. */
function checkout(inputs: Inputs, { forge, event, workspace, contents }: Place) {
  const { repository = forge.repository, path = ".", "persist-credentials": persist = "true" } = inputs;
  const isOwn = repository === forge.repository;
  const ref = inputs.ref || (isOwn ? event.sha : "refs/heads/main");
  if (isOwn && contents === "none") throw new Error("Repository not found: the token may not read contents");
  const source = repositoryOf(forge, repository);
  const directory = join(workspace, path);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  // Without credentials GitHub lets nobody push, nor with a token that may only read.
  const writable = isOwn && contents === "write" && persist === "true";
  const commit = source.at(ref);
  const branch = COMMIT.test(ref) ? null : ref.replace(/^refs\/heads\//, "");
  cloneInto(directory, source, { commit, branch, writable });
  return { log: `${repository} at ${commit}\n`, outputs: {} };
}

/** Node.js is that of the tests. The lock file that the cache hangs on must be there. */
function setUpNode(inputs: Inputs, { workspace }: Place) {
  const lock = inputs["cache-dependency-path"] ?? "package-lock.json";
  if (inputs.cache !== undefined && !existsSync(join(workspace, lock)))
    throw new Error("Some specified paths were not resolved, unable to cache dependencies.");
  return { log: "" };
}

function uploadArtifact(inputs: Inputs, { forge, event, runId, workspace, artifacts }: Place) {
  const { name = "artifact", path = "", "if-no-files-found": ifNone = "warn" } = inputs;
  const files = pick(absolute(path, workspace));
  if (files.size === 0) {
    if (ifNone === "error") throw new Error(`No files were found with the provided path: ${path}`);
    return {
      log: ifNone === "warn" ? `::warning::No files were found with the provided path: ${path}\n` : "",
    };
  }
  if (artifacts.has(name))
    throw new Error(`(409) Conflict: an artifact with this name already exists: ${name}`);
  const artifact = { name, files, runId, headSha: event.headSha };
  artifacts.set(name, artifact);
  forge.onArtifact(artifact);
  return { log: `${name}: ${[...files.keys()].join(", ")}\n` };
}

function downloadArtifact(inputs: Inputs, { workspace, artifacts }: Place) {
  const { name, pattern = "", path = "." } = inputs;
  const directory = absolute(path, workspace);
  if (name !== undefined) {
    const artifact = artifacts.get(name);
    if (artifact === undefined)
      throw new Error(`Unable to download artifact(s): Artifact '${name}' not found`);
    put(artifact.files, directory);
    return { log: `${name}\n` };
  }
  const matches = matcher(pattern);
  const found = [...artifacts.values()].filter((artifact) => matches(artifact.name));
  for (const artifact of found)
    put(artifact.files, inputs["merge-multiple"] === "true" ? directory : join(directory, artifact.name));
  return { log: `Total of ${found.length} artifact(s) downloaded\n` };
}

/** The exact key, else the newest that begins like a restore key. */
function restoreCache(
  { key = "", path = "", "restore-keys": prefixes = "" }: Inputs,
  { forge, workspace }: Place,
) {
  const begins = prefixes.split("\n").filter(Boolean);
  // What was saved under other paths is another version, which is not found.
  const keys = [...forge.caches]
    .flatMap(([each, { paths }]) => (paths === path.trim() ? [each] : []))
    .reverse();
  const found =
    keys.find((each) => each === key) ?? keys.find((each) => begins.some((begin) => each.startsWith(begin)));
  const cached = forge.caches.get(found ?? "");
  if (found === undefined || cached === undefined) return { log: `Cache not found for input keys: ${key}\n` };
  put(cached.files, workspace);
  return {
    log: `Cache restored from key: ${found}\n`,
    outputs: { "cache-hit": String(found === key), "cache-matched-key": found },
  };
}

/** A key is written once. */
function saveCache({ key = "", path = "" }: Inputs, { forge, workspace }: Place) {
  const files = new Map<string, Buffer>();
  for (const line of path.split("\n").filter(Boolean)) {
    const full = absolute(line, workspace);
    const root = existsSync(full) && statSync(full).isFile() ? dirname(full) : full;
    for (const [name, content] of pick(full, { hidden: true }))
      files.set(relative(workspace, join(root, name)), content);
  }
  if (files.size === 0) return { log: "::warning::Path Validation Error: nothing to cache\n" };
  if (forge.caches.has(key)) return { log: `Failed to save: ${key} exists\n` };
  forge.caches.set(key, { paths: path.trim(), files });
  return { log: `Cache saved with key: ${key}\n` };
}

function absolute(path: string, workspace: string): string {
  if (/[*?[\]!\n]/.test(path)) throw new Error(`the runner takes no patterns of files: ${path}`);
  return path.startsWith("/") ? path : join(workspace, path);
}

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*");
  return (name) => new RegExp(`^${escaped}$`).test(name);
}
