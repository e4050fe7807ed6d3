/** The event that set a run off, in the file that GitHub leaves. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Origin } from "../domain/origin.ts";
import type { Environment } from "./environment.ts";
import { readOrigin } from "./environment.ts";

/** @returns null where there is none that can be read */
export async function readEvent(env: Environment, cwd: string): Promise<string | null> {
  const path = env.GITHUB_EVENT_PATH ?? "";
  return path === "" ? null : readFile(resolve(cwd, path), "utf8").catch(() => null);
}

/** What a plan in this run is made for; null where that is no pull request. */
export async function originOfRun(env: Environment, cwd: string): Promise<Origin | null> {
  return readOrigin(env, await readEvent(env, cwd));
}
