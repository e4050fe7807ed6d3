import { describe, expect, test } from "vitest";
import { drift } from "../../src/app/drift.ts";
import { driftBody, driftTitle } from "../../src/github/body.ts";
import { markerOf } from "../../src/github/marker.ts";
import { changedReviewFile, MEMBERS, reviewFile, reviewOf } from "../support/github-files.ts";
import { gitHubUnderTest } from "../support/github-harness.ts";
import { json } from "../support/github-rules.ts";
import { BOT } from "../support/github-state.ts";

const under = gitHubUnderTest();
const MARKER = markerOf("drift", "lists");
const IN_SYNC = reviewFile([]);

function run(review = reviewFile(), env: Readonly<Record<string, string>> = {}) {
  const options = { review: "review.json", author: null };
  return under.run((ports) => drift(options, ports), { "review.json": review }, env);
}

function issues() {
  return [...under.github.state.issues.values()];
}

describe("the issue about drift", () => {
  test("is opened, says what is missing and what to do, and links to the run", async () => {
    const told = await run();
    expect(told).toMatchObject({ code: 0, stderr: "", failure: "" });
    expect(told.stdout).toBe("Drift: opened #1: https://github.com/acme/lists/issues/1\n");
    const [{ title, body } = { title: "", body: "" }] = issues();
    expect(title).toBe("Blip differs from lists");
    expect(body).toMatch(
      /^<!-- blip-lists drift: lists -->\n\*\*Blip lacks 1 list and 2 members that lists declares\.\*\*/,
    );
    expect(body).toContain("https://github.com/acme/lists/actions/runs/4711");
    expect(body).toContain("Run workflow");
    expect(body).toContain(reviewOf().report);
  });

  test("is brought up to date when the drift is another, and left alone when a later run sees the same", async () => {
    await run();
    const same = await run(reviewFile(), { GITHUB_RUN_ID: "4712" });
    expect(same.stdout).toMatch(/^Drift: #1 is up to date/);
    const other = await run(reviewFile(["+5531999998888"]));
    expect(other.stdout).toMatch(/^Drift: updated #1/);
    expect(issues()).toEqual([
      expect.objectContaining({ body: expect.stringContaining("1 list and 1 member that") }),
    ]);
    expect(under.github.writes).toEqual([
      "POST /repos/acme/lists/issues",
      "PATCH /repos/acme/lists/issues/1",
    ]);
  });

  test("is closed with a last comment when the drift is gone, and opened anew when it comes back", async () => {
    await run();
    const gone = await run(IN_SYNC);
    expect(gone.stdout).toBe("No drift any more: closed #1: https://github.com/acme/lists/issues/1\n");
    expect(issues()).toEqual([expect.objectContaining({ state: "closed" })]);
    expect(under.github.state.bodiesOn(1)).toEqual([
      expect.stringMatching(/^No drift any more: Blip has everyone that lists declares/),
    ]);
    expect((await run(IN_SYNC)).stdout).toMatch(/^No drift/);
    expect((await run()).stdout).toMatch(/^Drift: opened #2/);
  });

  test("is not opened where there is no drift", async () => {
    expect(await run(IN_SYNC)).toMatchObject({
      code: 0,
      stdout: "No drift: Blip has everyone that lists declares.\n",
    });
    expect(under.github.writes).toEqual([]);
  });

  test("is another for each directory", async () => {
    await run(reviewFile(MEMBERS, "lists/acme"));
    await run(reviewFile(MEMBERS, "lists/globex"));
    await run(reviewFile([], "lists/acme"));
    expect(issues().map(({ title, state }) => `${title}: ${state}`)).toEqual([
      "Blip differs from lists/acme: closed",
      "Blip differs from lists/globex: open",
    ]);
  });

  test("is not one of somebody else, nor a pull request of ours, whatever they begin with", async () => {
    const { state } = under.github;
    const theirs = state.addIssue({ author: "mallory", title: "Blip differs from lists", body: MARKER });
    const pull = state.addPull(9);
    state.issues.set(9, { ...pull, author: BOT, body: MARKER });
    expect((await run(IN_SYNC)).stdout).toMatch(/^No drift/);
    expect((await run()).stdout).toMatch(/^Drift: opened #10/);
    expect(theirs).toMatchObject({ body: MARKER, state: "open" });
  });

  test("is not one of somebody else where GitHub lists it all the same", async () => {
    const theirs = {
      number: 3,
      user: { login: "mallory" },
      title: "x",
      body: MARKER,
      state: "open",
      html_url: "",
    };
    under.github.next(/^GET .*issues/, () => json([theirs]));
    expect((await run()).stdout).toMatch(/^Drift: opened #1/);
  });

  test("is found among many", async () => {
    const { state } = under.github;
    const ours = state.addIssue({ author: BOT, title: "old", body: `${MARKER}\nold` });
    for (let index = 0; index < 250; index += 1) state.addIssue({ author: BOT, title: "x", body: "x" });
    await run();
    expect(ours.title).toBe("Blip differs from lists");
    expect(issues()).toHaveLength(251);
  });

  test("cannot be opened without permission", async () => {
    under.github.permissions.delete("issues: write");
    expect(await run()).toMatchObject({ code: 1, failure: expect.stringContaining("issues: write") });
  });
});

test("a file with a number in full is refused", async () => {
  const told = await run(changedReviewFile({ report: "+55 31 99999-8888" }));
  expect(told).toMatchObject({ code: 3, failure: expect.stringContaining("phone number in full") });
  expect(under.github.requests).toEqual([]);
});

test("title and body fit, whatever the file holds", () => {
  const directory = `${"x".repeat(500)}/\u0007\n@ana`;
  const review = { ...reviewOf(), directory, report: "| row |\n".repeat(20_000) };
  expect([...driftTitle(review)].length).toBeLessThanOrEqual(256);
  expect(driftTitle({ ...review, directory: "a\nb" })).toBe("Blip differs from a b");
  expect(driftBody(review, null)?.length).toBeLessThan(65_536);
  expect(driftBody(review, null)).not.toContain(" @ana");
});
