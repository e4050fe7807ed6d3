/** What the commands that talk to GitHub share. */

import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Review } from "../approval/review.ts";
import { parseReview } from "../approval/review.ts";
import { readProxies } from "../config/proxy.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import { systemCode } from "../domain/system-error.ts";
import type { Connection, Fetch } from "../github/connection.ts";
import { connectToGitHub } from "../github/connection.ts";
import type { Target } from "../github/run.ts";
import { readTarget } from "../github/run.ts";
import { problemOfReview } from "../github/shown-review.ts";
import { GitHubTrouble } from "../github/trouble.ts";
import type { Ports } from "./ports.ts";

const FILE_BYTES_MAX = 200 * 1024 * 1024;

interface GitHub {
  readonly target: Target;
  readonly connection: Connection;
}

/**
 * Does something with GitHub.
 * @throws Failure for what goes wrong there (exit 1) and what is not set (exit 3)
 */
export async function withGitHub<T>(ports: Ports, use: (github: GitHub) => Promise<T>): Promise<T> {
  const way = await wayToGitHub(ports);
  try {
    const target = readTarget(ports.env);
    return await use({ target, connection: await connectToGitHub(target, way?.fetch) });
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    const code = `github-${error.kind}` as const;
    const exit = error.kind === "settings" ? Exit.invalid : Exit.failed;
    throw failureAs(exit, code, error.said);
  } finally {
    await way?.close();
  }
}

/** @returns null where there is no proxy, and the platform's own fetch will do */
async function wayToGitHub({ env }: Ports): Promise<{ fetch: Fetch; close(): Promise<void> } | null> {
  const proxies = readProxies(env);
  if ("problem" in proxies) throw new Failure(Exit.invalid, proxies.problem);
  if (proxies.https === null && proxies.http === null) return null;
  const { wayOut } = await import("./way-out.ts");
  return wayOut(proxies);
}

/** A review file that may be shown. @throws Failure (exit 3) */
export async function readShownReview(file: string, ports: Ports): Promise<Review> {
  const review = parseReview(await readGiven("--review", file, ports));
  if ("problem" in review) throw unusable("--review", file, review.problem);
  const problem = problemOfReview(review);
  if (problem !== null) throw unusable("--review", file, problem);
  return review;
}

/** @throws Failure (exit 3) */
export async function readGiven(flag: string, file: string, { cwd }: Ports): Promise<string> {
  const path = resolve(cwd, file);
  try {
    const { size } = await stat(path);
    if (size > FILE_BYTES_MAX) throw unusable(flag, file, fact("file-too-large"));
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unusable(flag, file, fact("file-unreadable", { error: literal(systemCode(error)) }));
  }
}

export function unusable(flag: string, file: string, why: Said): Failure {
  const fields = { flag: literal(flag), file: name(file), why: reason(why) };
  return new Failure(Exit.invalid, fact("github-file", fields));
}
