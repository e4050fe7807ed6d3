import { describe, expect, test } from "vitest";
import { readOrigin, readPullRequest, readTarget, runUrl } from "../../src/github/run.ts";
import { refusalOf } from "../support/said.ts";

const ENV = { GITHUB_TOKEN: "ghs_x", GITHUB_REPOSITORY: "acme/lists" };

describe("where requests go", () => {
  test.each([
    [undefined, "https://api.github.com"],
    ["", "https://api.github.com"],
    ["https://ghe.example/api/v3/", "https://ghe.example/api/v3"],
    ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
    ["http://[::1]:4000", "http://[::1]:4000"],
    ["http://localhost:4000/api/v3", "http://localhost:4000/api/v3"],
  ])("%s: %s", (set, api) => {
    expect(readTarget({ ...ENV, GITHUB_API_URL: set })).toEqual({
      api,
      owner: "acme",
      repository: "lists",
      token: "ghs_x",
    });
  });

  test.each([
    "http://ghe.example/api/v3",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "ftp://ghe.example",
    "https://a:b@ghe.example",
    "https://ghe.example/?x=1",
    "ghe.example",
  ])("never %s", (set) => {
    expect(refusalOf(() => readTarget({ ...ENV, GITHUB_API_URL: set }))).toContain("GITHUB_API_URL");
  });

  test("with the token of either name, without blanks around it", () => {
    expect(readTarget({ ...ENV, GITHUB_TOKEN: " ghs_x\n", GH_TOKEN: "other" }).token).toBe("ghs_x");
    expect(readTarget({ ...ENV, GITHUB_TOKEN: "", GH_TOKEN: "other" }).token).toBe("other");
  });

  test.each(["", "acme", "acme/lists/x", "acme/../x", "acme/li sts"])(
    "never to the repository %j",
    (repository) => {
      expect(refusalOf(() => readTarget({ ...ENV, GITHUB_REPOSITORY: repository }))).toContain("owner/name");
    },
  );
});

test("the page of a run is known where all of it is", () => {
  const env = { ...ENV, GITHUB_RUN_ID: "12", GITHUB_SERVER_URL: "https://ghe.example/" };
  expect(runUrl(env)).toBe("https://ghe.example/acme/lists/actions/runs/12");
  expect(runUrl({ ...env, GITHUB_SERVER_URL: undefined })).toBe(
    "https://github.com/acme/lists/actions/runs/12",
  );
  expect(runUrl({ ...env, GITHUB_RUN_ID: undefined })).toBeNull();
  expect(runUrl({ ...env, GITHUB_RUN_ID: "12)](x" })).toBeNull();
});

test("a pull request's number is a whole number, wherever it comes from", () => {
  for (const number of ["12", 1.5, -1, 0, null, {}])
    expect(refusalOf(() => readPullRequest({}, JSON.stringify({ pull_request: { number } })))).toContain(
      "--pull-request",
    );
  for (const event of ["", "null", "[]", "{", '{"pull_request":null}'])
    expect(readPullRequest({ GITHUB_REF: "refs/pull/12/merge" }, event)).toBe(12);
  for (const ref of [
    "refs/heads/pull/12/merge",
    "refs/pull/x/merge",
    "refs/pull/012/merge",
    "refs/tags/refs/pull/12/x",
  ])
    expect(refusalOf(() => readPullRequest({ GITHUB_REF: ref }, null))).toContain("--pull-request");
});

describe("what a plan is made for", () => {
  const RUN = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request" };
  const COMMIT = "0123456789abcdef0123456789abcdef01234567";
  const PULL = { number: 12, head: { sha: COMMIT, ref: "change" }, base: { ref: "main", sha: COMMIT } };
  const event = (pull: object = {}) => JSON.stringify({ pull_request: { ...PULL, ...pull } });

  test("is the pull request of the event, at its head, for its base", () => {
    const origin = { pullRequest: 12, commit: COMMIT, base: "main" };
    expect(readOrigin(RUN, event())).toEqual(origin);
    expect(readOrigin({ GITHUB_ACTIONS: "true" }, event())).toEqual(origin);
    const long = COMMIT.slice(0, 32).repeat(2);
    expect(readOrigin(RUN, event({ head: { sha: long } }))).toEqual({ ...origin, commit: long });
  });

  test.each([
    ["not on GitHub", { ...RUN, GITHUB_ACTIONS: undefined }, event()],
    ["of another event", { ...RUN, GITHUB_EVENT_NAME: "pull_request_target" }, event()],
    ["without an event", RUN, null],
    ["of an empty event", RUN, ""],
    ["of an event that is cut", RUN, event().slice(0, 40)],
    ["of a push", RUN, '{"ref": "refs/heads/main"}'],
    ["of nothing", RUN, "null"],
    ["of no number", RUN, event({ number: "12" })],
    ["of no whole number", RUN, event({ number: 1.5 })],
    ["of no commit", RUN, event({ head: { sha: "main" } })],
    ["of half a commit", RUN, event({ head: { sha: COMMIT.slice(1) } })],
    ["of no head", RUN, event({ head: null })],
    ["of no base", RUN, event({ base: {} })],
    ["of an empty base", RUN, event({ base: { ref: "" } })],
    ["of a base of absurd length", RUN, event({ base: { ref: "x".repeat(1_001) } })],
  ])("is nothing, %s", (_, env, text) => {
    expect(readOrigin(env, text)).toBeNull();
  });
});
