/** Which sources a run of the built tool loads. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunOptions } from "./cli.ts";
import { blipLists, directoryWith } from "./cli.ts";

/**
 * @returns the URLs of what a run loads, by the engine's own record: the sources that a bundle is made of stand in
 * its place
 */
export async function sourcesLoadedBy(args: readonly string[], options: RunOptions): Promise<string[]> {
  const folder = directoryWith({});
  const run = await blipLists(args, { ...options, env: { ...options.env, NODE_V8_COVERAGE: folder } });
  if (run.code !== 0) throw new Error(run.stderr);
  const records = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const urls: string[] = records.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
  return urls.filter((url) => url.startsWith("file:")).flatMap(sourcesOf);
}

function sourcesOf(url: string): readonly string[] {
  const file = `${fileURLToPath(url)}.map`;
  if (!url.includes("/dist/") || url.includes("/node_modules/") || !existsSync(file)) return [url];
  const { sources } = JSON.parse(readFileSync(file, "utf8"));
  return sources.map((source: string) => new URL(source, url).href);
}
