import { describe, expect, test } from "vitest";
import { fact } from "../../src/domain/fact.ts";
import { literal, quoted } from "../../src/domain/fact-fields.ts";
import type { Comment, CommentApi, Issue, IssueApi } from "../../src/github/keep.ts";
import { keepComment, keepIssue } from "../../src/github/keep.ts";
import { lost, refused } from "../../src/github/trouble.ts";

const TASK = fact("cannot-open-issue");

const WANTED = {
  pullRequest: 12,
  marker: "<!-- m -->",
  author: "bot",
  body: "<!-- m -->\nplan",
  isNews: true,
};

/** @param creations what becomes of each: it is stored or not, and answered or not */
function commentsThat(creations: readonly ("created" | "created, no answer" | "no answer" | "refused")[]) {
  const stored: Comment[] = [];
  let asked = 0;
  const api: CommentApi = {
    async *list() {
      yield* stored;
    },
    create: async (_, body) => {
      const fate = creations[asked] ?? "refused";
      asked += 1;
      const comment = { id: asked, author: "bot", body, url: "" };
      if (fate.startsWith("created")) stored.push(comment);
      if (fate === "refused")
        throw refused(TASK, fact("github-answer", { status: 422, message: quoted("no") }));
      if (fate.endsWith("no answer"))
        throw lost(TASK, fact("download-timeout", { host: literal("github.test") }));
      return comment;
    },
    update: async () => null,
    remove: async () => {},
  };
  return { api, stored, asked: () => asked };
}

describe("a comment whose creation was not answered", () => {
  test("is not created a second time when it is there", async () => {
    const { api, stored, asked } = commentsThat(["created, no answer", "created"]);
    expect(await keepComment(api, WANTED)).toMatchObject({ done: "created", comment: { id: 1 } });
    expect([stored.length, asked()]).toEqual([1, 1]);
  });

  test("is created once more when it is not", async () => {
    const { api, stored } = commentsThat(["no answer", "created"]);
    await keepComment(api, WANTED);
    expect(stored.map(({ id }) => id)).toEqual([2]);
  });

  test("is given up after that", async () => {
    const { api, asked } = commentsThat(["no answer", "no answer", "created"]);
    await expect(keepComment(api, WANTED)).rejects.toMatchObject({ kind: "lost" });
    expect(asked()).toBe(2);
  });

  test("is not tried again when it was refused", async () => {
    const { api, asked } = commentsThat(["refused", "created"]);
    await expect(keepComment(api, WANTED)).rejects.toMatchObject({ kind: "refused" });
    expect(asked()).toBe(1);
  });
});

test("an issue whose creation was not answered is not opened a second time when it is there", async () => {
  const open: Issue[] = [];
  const never = async () => {
    throw new Error("not to be asked");
  };
  const api: IssueApi = {
    async *listOpen() {
      yield* open;
    },
    create: async (title, body) => {
      open.push({ number: open.length + 1, author: "bot", title, body, url: "" });
      throw lost(TASK, fact("download-timeout", { host: literal("github.test") }));
    },
    update: never,
    comment: never,
    close: never,
  };
  const wanted = {
    marker: "<!-- m -->",
    author: "bot",
    title: "drift",
    body: "<!-- m -->\nplan",
    farewell: "",
  };
  expect(await keepIssue(api, wanted)).toMatchObject({ done: "opened", issue: { number: 1 } });
  expect(open).toHaveLength(1);
});
