/** What surrounds a command that talks to an imitation of GitHub, in this process. */

import { http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { failureOf } from "../../src/app/failure.ts";
import type { Ports } from "../../src/app/ports.ts";
import { portsOf } from "../../src/cli/ports.ts";
import { print } from "../../src/cli/print.ts";
import type { Fact } from "../../src/domain/fact.ts";
import { directoryWith } from "./cli.ts";
import type { FakeGitHubOptions } from "./fake-github.ts";
import { FakeGitHub, TOKEN } from "./fake-github.ts";
import { runtimeAt } from "./runtimes.ts";
import { spoken } from "./said.ts";

interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the command failed with. */
  readonly failure: string;
  readonly cwd: string;
}

/** What it comes to is printed: facts as their sentences, a text as it is. */
type UseCase = (ports: Ports) => Promise<Fact | readonly Fact[] | string>;

export interface GitHubUnderTest {
  /** A new one for each test. */
  readonly github: FakeGitHub;
  /** Puts another in its place. */
  use(options: FakeGitHubOptions): FakeGitHub;
  /** Runs a command where these files lie. */
  run(
    command: UseCase,
    files?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<RunResult>;
}

/** For the tests of a file. After each, the imitation must not have been asked for what no client may ask. */
export function gitHubUnderTest(): GitHubUnderTest {
  const server = setupServer();
  let github = new FakeGitHub();
  const use = (options: FakeGitHubOptions) => {
    github = new FakeGitHub(options);
    const answer = http.all(`${github.api}/*`, ({ request }) => github.handle(request.clone()));
    server.resetHandlers(answer);
    return github;
  };
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  beforeEach(() => {
    use({});
  });
  afterEach(() => expect(github.violations).toEqual([]));
  afterAll(() => server.close());
  return {
    get github() {
      return github;
    },
    use,
    run: async (command, files = {}, env = {}) => {
      const ran = await hurried(() => runIn(command, files, { ...github.environment, ...env }));
      expect(`${ran.stdout}${ran.stderr}${ran.failure}`).not.toContain(TOKEN);
      return ran;
    },
  };
}

const STEP_MS = 100;

/** Lets the clock run ahead of the time of day, so that nobody waits for what waits between two requests. */
export async function hurried<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.now() });
  try {
    let isDone = false;
    const result = work().finally(() => {
      isDone = true;
    });
    result.catch(() => {});
    while (!isDone) {
      await vi.advanceTimersByTimeAsync(STEP_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await result;
  } finally {
    vi.useRealTimers();
  }
}

async function runIn(
  command: UseCase,
  files: Readonly<Record<string, string>>,
  env: Ports["env"],
): Promise<RunResult> {
  const cwd = directoryWith(files);
  const written = { stdout: "", stderr: "" };
  const runtime = { ...runtimeAt(cwd, written), env, now: () => new Date("2026-11-20T12:00:00Z") };
  try {
    const result = await command(portsOf(runtime));
    if (typeof result === "string") written.stdout += result;
    else for (const fact of [result].flat()) print(fact, runtime);
    return { code: 0, ...written, failure: "", cwd };
  } catch (error) {
    const { exit, said } = failureOf(error);
    return { code: exit, ...written, failure: `${said.code}: ${spoken(said).message}`, cwd };
  }
}
