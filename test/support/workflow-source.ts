/** What of this source tree the workflows check out, and the programs that their steps find. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./workflow-git.ts";
import { git, temporaryDirectory } from "./workflow-git.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The workflows and actions as they stand, and what `npm ci` hangs on. */
export function toolFiles(): Files {
  // What Git ignores would be missing at GitHub.
  const listed = git(
    ROOT,
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "--deduplicate",
    ".github",
  );
  const github = listed.split("\n").filter((path) => existsSync(join(ROOT, path)));
  const paths = [...github, "package.json", "package-lock.json"];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

/**
 * A PATH with Node.js, Git and the like, and a stand-in for npm: `npm ci` links what is installed and built here,
 * in the place of the checkout. The real install and build on a clean clone is what `.ci/run` does.
 */
export function programs(): string {
  const directory = temporaryDirectory();
  const npm = `#!/bin/sh
if [ "$*" != "ci" ]; then echo "npm stands in for npm ci alone, not for: $*" >&2; exit 1; fi
if [ ! -f package-lock.json ]; then echo "npm ci needs a package-lock.json" >&2; exit 1; fi
ln -s "${ROOT}node_modules" node_modules
ln -s "${ROOT}dist" dist
`;
  writeFileSync(join(directory, "npm"), npm, { mode: 0o755 });
  return [directory, dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":");
}
