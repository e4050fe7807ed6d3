/** The machine that a job gets: directories of its own, and the variables that name them. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cancellation } from "./workflow-cancel.ts";
import type { Step, Values } from "./workflow-file.ts";
import { temporaryDirectory } from "./workflow-git.ts";
import type { Place } from "./workflow-stand-ins.ts";

export interface JobRequest {
  readonly steps: readonly Step[];
  /** needs, matrix, secrets, …: what is known before the job begins. */
  readonly contexts: Values;
  /** The context of this name, but for what names places on this machine. */
  readonly github: Values;
  /** The context of this name, but for the status. */
  readonly job: Values;
  /** `env:` of the workflow and of the job. */
  readonly env: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** The variables that GitHub sets, but for those that name places on this machine. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly place: Omit<Place, "workspace">;
  /** Where the programs are that the steps may call. */
  readonly path: string;
  readonly cancellation: Cancellation;
}

export interface Machine {
  readonly request: JobRequest;
  readonly workspace: string;
  readonly temporary: string;
  readonly contexts: Values;
  readonly defaults: Readonly<Record<string, string>>;
}

export function machineFor(request: JobRequest): Machine {
  const root = temporaryDirectory();
  const directory = (name: string) => {
    const path = join(root, name);
    mkdirSync(path);
    return path;
  };
  const workspace = directory("work");
  const temporary = directory("_temp");
  const home = directory("home");
  const eventPath = join(home, "event.json");
  writeFileSync(eventPath, JSON.stringify(request.github.event));
  return {
    request,
    workspace,
    temporary,
    contexts: {
      ...request.contexts,
      github: { ...request.github, workspace, event_path: eventPath },
      runner: { temp: temporary, os: "Linux", arch: "X64" },
    },
    defaults: {
      ...request.defaults,
      HOME: home,
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_PATH: eventPath,
      RUNNER_TEMP: temporary,
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
    },
  };
}
