import { describe, expect, test } from "vitest";
import { connectToGitHub } from "../../src/github/connection.ts";
import { commentApi } from "../../src/github/issues-api.ts";
import { readTarget } from "../../src/github/run.ts";
import { GitHubTrouble } from "../../src/github/trouble.ts";
import { TOKEN } from "../support/fake-github.ts";
import { gitHubUnderTest, hurried } from "../support/github-harness.ts";
import { json, rateLimit, refusal, secondaryRateLimit } from "../support/github-rules.ts";
import { spoken } from "../support/said.ts";

const under = gitHubUnderTest();

async function comments() {
  return commentApi(await connectToGitHub(readTarget(under.github.environment)));
}

function bodies(): Promise<string[]> {
  return hurried(async () => {
    const found: string[] = [];
    for await (const { body } of (await comments()).list(12)) found.push(body);
    return found;
  });
}

/** How something fails, in words. */
async function troubleIn(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((error: unknown) => error);
  return error instanceof GitHubTrouble ? `${error.kind}: ${spoken(error.said).message}` : String(error);
}

function asked(): number {
  return under.github.requests.length;
}

describe("reading", () => {
  test("goes on after GitHub's own faults", async () => {
    under.github.state.addPull(12);
    under.github.state.addComment(12, "ana", "Good.");
    under.github.next(/^GET/, () => refusal(502, "Server Error"));
    under.github.next(/^GET/, () => Response.error());
    expect(await bodies()).toEqual(["Good."]);
    expect(asked()).toBe(3);
  });

  test("gives up after three of them", async () => {
    under.github.state.addPull(12);
    for (let index = 0; index < 10; index += 1) under.github.next(/^GET/, () => refusal(503, "Unavailable"));
    expect(await troubleIn(bodies())).toMatch(/^lost: cannot read the comments on #12: GitHub failed \(503/);
    expect(asked()).toBe(3);
  });

  test.each([
    ["is cut", () => new Response("[{", { headers: { "content-type": "application/json" } })],
    [
      "is a page of somebody's proxy",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
    ],
    ["is empty", () => new Response(null, { headers: { "content-type": "application/json" } })],
  ])("takes an answer that %s for none, never for an empty list", async (_, answer) => {
    under.github.state.addPull(12);
    for (let index = 0; index < 10; index += 1) under.github.next(/^GET/, answer);
    await expect(bodies()).rejects.toMatchObject({ kind: "lost" });
    expect(asked()).toBe(3);
  });

  test("says where GitHub was not reached", async () => {
    for (let index = 0; index < 10; index += 1) under.github.next(/^GET/, () => Response.error());
    expect(await troubleIn(bodies())).toMatch(
      /^lost: cannot read the comments on #12: no connection to api\.github\.test \(/,
    );
  });

  test.each([
    ["of the token's quota", () => rateLimit(30)],
    ["of what it calls secondary, as 403", () => secondaryRateLimit(403, 60)],
    ["of what it calls secondary, as 429", () => secondaryRateLimit(429, 60)],
  ])("waits for the end of a limit %s, twice at most", async (_, limit) => {
    under.github.state.addPull(12);
    under.github.next(/^GET/, limit);
    under.github.next(/^GET/, limit);
    expect(await bodies()).toEqual([]);
    expect(asked()).toBe(3);
    for (let index = 0; index < 10; index += 1) under.github.next(/^GET/, limit);
    expect(await troubleIn(bodies())).toMatch(/^refused: .*: rate limit of GitHub reached/);
    expect(asked()).toBe(6);
  });

  test.each([
    ["of the quota", () => rateLimit(600)],
    ["of another kind", () => secondaryRateLimit(403, 61)],
  ])("does not wait for a limit %s that lasts more than a minute", async (_, limit) => {
    under.github.next(/^GET/, limit);
    expect(await troubleIn(bodies())).toMatch(/^refused: .*: rate limit of GitHub reached/);
    expect(asked()).toBe(1);
  });
});

describe("creating", () => {
  test.each([
    ["a fault of GitHub's", () => refusal(500, "Server Error")],
    ["no answer", () => Response.error()],
  ])("is not tried again after %s: it may have been done", async (_, answer) => {
    under.github.state.addPull(12);
    under.github.next(/^POST/, answer);
    const api = await comments();
    await expect(hurried(() => api.create(12, "plan"))).rejects.toMatchObject({ kind: "lost" });
    expect(under.github.writes).toHaveLength(1);
  });

  test("is tried again after a limit: nothing was done", async () => {
    under.github.state.addPull(12);
    under.github.next(/^POST/, () => secondaryRateLimit(403, 1));
    const api = await comments();
    await hurried(() => api.create(12, "plan"));
    expect(under.github.state.bodiesOn(12)).toEqual(["plan"]);
  });
});

test("what is told of a fault is one line, short, and without the token", async () => {
  const words = `no\u0007\n${TOKEN} ${"long ".repeat(200)}`;
  under.github.next(/^GET/, () => json({ message: words }, 418));
  under.github.next(/^GET/, () => json({ message: words }, 418));
  under.github.next(/^GET/, () => json({ message: words }, 418));
  const message = await troubleIn(bodies());
  expect(message).toMatch(
    /^refused: cannot read the comments on #12: GitHub refused it \(418: no \*\*\* long/,
  );
  expect(message.length).toBeLessThan(300);
});
