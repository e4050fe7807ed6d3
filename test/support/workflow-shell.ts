/** `run:` as GitHub's runner does it: the script in a file, a shell, and files for what the step hands on. */

import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Script {
  readonly text: string;
  /** `shell:` of the step; without one, GitHub does not set pipefail. */
  readonly shell: string | undefined;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where the script and its files are put: RUNNER_TEMP. */
  readonly temporary: string;
  /** Is given the shell that runs it. */
  readonly onStart?: (shell: ChildProcess) => void;
}

export interface Ran {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
}

const SHELLS: Readonly<Record<string, readonly string[]>> = {
  "": ["-e"],
  bash: ["--noprofile", "--norc", "-eo", "pipefail"],
};

let scripts = 0;

export async function runScript(step: Script): Promise<Ran> {
  const { text, shell = "", directory, env, temporary, onStart = () => {} } = step;
  const flags = SHELLS[shell];
  if (flags === undefined) throw new Error(`the runner does not know the shell ${shell}`);
  scripts += 1;
  const file = (name: string) => {
    const path = join(temporary, `${name}_${scripts}`);
    writeFileSync(path, "");
    return path;
  };
  const files = {
    GITHUB_OUTPUT: file("set_output"),
    GITHUB_ENV: file("set_env"),
    GITHUB_PATH: file("add_path"),
    GITHUB_STEP_SUMMARY: file("step_summary"),
  };
  const script = file("script");
  writeFileSync(script, text);
  const options = { cwd: directory, env: { ...env, ...files } };
  const { code, log } = await inShell([...flags, script], options, onStart);
  return {
    code,
    log,
    outputs: parseCommandFile(readFileSync(files.GITHUB_OUTPUT, "utf8")),
    env: parseCommandFile(readFileSync(files.GITHUB_ENV, "utf8")),
    path: readFileSync(files.GITHUB_PATH, "utf8").split("\n").filter(Boolean),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"),
  };
}

function inShell(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string> },
  onStart: (shell: ChildProcess) => void,
): Promise<{ readonly code: number | null; readonly log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    const collect = (text: string) => {
      log += text;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.on("error", reject);
    onStart(child);
    child.on("close", (code) => resolve({ code, log }));
  });
}

/** `name=value` lines, and `name<<MARK` with lines up to the mark. @throws Error for anything else, as GitHub does */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const block = /^([^=<]+)<<(.+)$/.exec(line);
    if (block !== null) {
      const [, name = "", mark = ""] = block;
      const end = lines.indexOf(mark, index + 1);
      if (end === -1) throw new Error(`${name} has no end: ${mark} does not come`);
      values[name] = lines.slice(index + 1, end).join("\n");
      index = end;
      continue;
    }
    const plain = /^([^=]+)=(.*)$/.exec(line);
    if (plain === null) throw new Error(`Invalid format '${line}'`);
    const [, name = "", value = ""] = plain;
    values[name] = value;
  }
  return values;
}
