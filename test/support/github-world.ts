/** The world of a command that talks to an imitation of GitHub, in this process. */

import { http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { failureOf } from "../../src/app/failure.ts";
import type { World } from "../../src/app/runtime.ts";
import { directoryWith } from "./cli.ts";
import type { FakeGitHubOptions } from "./fake-github.ts";
import { FakeGitHub, TOKEN } from "./fake-github.ts";

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the command failed with. */
  readonly failure: string;
  readonly cwd: string;
}

export interface GitHubUnderTest {
  /** A new one for each test. */
  readonly github: FakeGitHub;
  /** Puts another in its place. */
  use(options: FakeGitHubOptions): FakeGitHub;
  /** Runs a command where these files lie. */
  run(
    command: (world: World) => Promise<number>,
    files?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<Told>;
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
      const told = await hurried(() => runIn(command, files, { ...github.environment, ...env }));
      expect(`${told.stdout}${told.stderr}${told.failure}`).not.toContain(TOKEN);
      return told;
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
  command: (world: World) => Promise<number>,
  files: Readonly<Record<string, string>>,
  env: World["env"],
): Promise<Told> {
  const cwd = directoryWith(files);
  const written = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: false,
    columns: undefined,
  });
  const world: World = {
    env,
    cwd,
    stdout: output("stdout"),
    stderr: output("stderr"),
    now: () => new Date("2026-11-20T12:00:00Z"),
    interactive: false,
    ask: async () => null,
    onInterrupt: () => () => {},
    exit: () => {
      throw new Error("nothing here ends the process");
    },
  };
  try {
    return { code: await command(world), ...written, failure: "", cwd };
  } catch (error) {
    const { exit, code, message } = failureOf(error);
    return { code: exit, ...written, failure: `${code}: ${message}`, cwd };
  }
}
