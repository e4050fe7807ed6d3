import { expect, onTestFinished, test } from "vitest";
import { connectToGitHub } from "../../src/github/connection.ts";
import { commentApi } from "../../src/github/issues-api.ts";
import { reviewsApi } from "../../src/github/reviews-api.ts";
import { readTarget } from "../../src/github/run.ts";
import { startFakeGitHub, TOKEN } from "../support/fake-github.ts";
import { sha, zipOf } from "../support/github-state.ts";

test("over a real port: pages, a write, and an artifact from where the token is not sent", async () => {
  const { github, state, close } = await startFakeGitHub();
  onTestFinished(close);
  state.addPull(12);
  for (let index = 0; index < 120; index += 1) state.addComment(12, "ana", `Comment ${index}`);
  const zip = zipOf({ "review.json": "{}" });
  state.addArtifact({ name: "review", sha: sha("head"), zip });
  const connection = await connectToGitHub(readTarget(github.environment));

  const api = commentApi(connection);
  await api.create(12, "ção €");
  const bodies: string[] = [];
  for await (const { body } of api.list(12)) bodies.push(body);
  expect(bodies).toHaveLength(121);
  expect(bodies.at(-1)).toBe("ção €");

  const reviews = reviewsApi(connection, { id: 4711, attempt: 1 });
  for await (const artifact of reviews.artifacts("review"))
    expect(Buffer.from(await reviews.download(artifact)).equals(zip)).toBe(true);
  expect(github.requests.at(-1)?.path).toMatch(/^\/storage\//);
  expect(github.violations).toEqual([]);
});

test.each([
  ["a number in full", "issues/12/comments", "+55 31 99999-8888", "a phone number in full was sent"],
  [
    "a number in character references",
    "issues/12/comments",
    "&#53;&#53;31999998888",
    "a phone number in full was sent",
  ],
  [
    "a route that GitHub may have and the tool does not use",
    "labels",
    "x",
    "no such route: POST /repos/acme/lists/labels",
  ],
])("the imitation notices %s", async (_, path, body, violation) => {
  const { github, state, url, close } = await startFakeGitHub();
  onTestFinished(close);
  state.addPull(12);
  const headers = { authorization: `token ${TOKEN}` };
  await fetch(`${url}/repos/acme/lists/${path}`, { method: "POST", headers, body: JSON.stringify({ body }) });
  expect(github.violations).toEqual([expect.stringContaining(violation)]);
});

test("the imitation notices a token where artifacts lie", async () => {
  const { github, url, close } = await startFakeGitHub();
  onTestFinished(close);
  await fetch(`${url}/storage/1`, { headers: { authorization: `token ${TOKEN}` } });
  expect(github.violations).toEqual(["the token was sent to the storage"]);
});
