/** The review file: enough to recognize what was approved, too little to learn who it is about. */

import { describe, expect, it } from "vitest";
import { reviewFileOf } from "../../src/app/plan-files.ts";
import {
  actionMark,
  actionMarks,
  parseReview,
  parseSealedReview,
  withNames,
} from "../../src/approval/review.ts";
import { isOrigin } from "../../src/domain/origin.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Action } from "../../src/reconcile/types.ts";
import { parseResult, renderResult } from "../../src/report/result.ts";
import {
  desiredList,
  identity,
  listName,
  live,
  mobile,
  planInput,
  SEAL_KEY,
  sealKeyFor,
  whatsapp,
} from "../support/field.ts";
import { planOf } from "../support/plans.ts";

const BOT = { contract: "acme", bot: "acmebot" };
const PLAN = planOf({ vip: [mobile(1), whatsapp(mobile(2))], news: [mobile(1)] });
const TEXT = reviewFileOf(PLAN, "lists", SEAL_KEY);

function actionOf(list: string, member: string): Action {
  const found = planOf({ [list]: [member] }).actions.find(({ kind }) => kind === "add-recipient");
  if (found === undefined) throw new Error("a member of a new list is added");
  return found;
}

function marksIn(text: string): readonly string[] {
  const read = parseSealedReview(text, SEAL_KEY);
  if ("problem" in read) throw new Error(read.problem.code);
  return read.actions;
}

describe("a review file", () => {
  it("holds the masked report, the totals, and a mark for each action, sorted", () => {
    const read = parseSealedReview(TEXT, SEAL_KEY);
    const { contract, bot, digest, desired, summary, lists } = PLAN;
    expect(read).toMatchObject({
      kind: "review",
      directory: "lists",
      contract,
      bot,
      digest,
      desired,
      summary,
      lists,
    });
    expect(marksIn(TEXT)).toEqual(PLAN.actions.map((action) => actionMark(SEAL_KEY, BOT, action)).sort());
    expect("report" in read && read.report).toContain("| `+55 31 9****-0001` | to be looked up |");
  });

  it("tells nobody's number: declared, excluded, live or undeclared, in no form", () => {
    const declared = Array.from({ length: 30 }, (_, index) => mobile(index));
    const [excluded, undeclared, present] = [mobile(500), mobile(600), mobile(700)];
    const list = desiredList("vip", [...declared, whatsapp(mobile(40)), present, excluded]);
    const exclude = {
      members: [{ member: excluded, file: "lists/bot.yaml", line: 3 }],
      selections: [],
      lists: [],
    };
    const lists = live({ vip: [whatsapp(undeclared), whatsapp(present, "short")] });
    const warnings = [
      {
        code: "x",
        message: `${declared[0]} is odd, and so is ${identity(`${declared[1]?.slice(1)}@0mn.io`)}`,
        source: null,
      },
    ];
    const plan = makePlan({ ...planInput({ lists: [list], exclude }, lists), warnings });
    expect(plan.summary).toMatchObject({ addRecipient: 31, unchanged: 1, undeclared: 1, excluded: 1 });
    const digits = reviewFileOf(plan, "lists", SEAL_KEY).replace(/\D/g, " ");
    const text = reviewFileOf(plan, "lists", SEAL_KEY).replace(/[^\d"\n]/g, "");
    for (const number of [...declared, mobile(40), excluded, undeclared, present]) {
      const subscriber = number.slice(-8);
      expect(digits).not.toContain(subscriber);
      expect(text).not.toContain(subscriber);
    }
  });

  it("is refused when anything in it was edited", () => {
    const marks = marksIn(TEXT);
    const edits: Record<string, unknown>[] = [
      { report: "### all is well" },
      { actions: marks.slice(1) },
      { actions: [...marks, marks[0]] },
      { actions: [...marks, actionMark(sealKeyFor("otherbot"), BOT, actionOf("vip", mobile(9)))] },
      { directory: "other" },
      { contract: "other" },
      { bot: "otherbot" },
      { seal: `hmac-sha256:${"0".repeat(64)}` },
    ];
    for (const edit of edits) {
      const text = JSON.stringify({ ...JSON.parse(TEXT), ...edit });
      expect(parseSealedReview(text, SEAL_KEY)).toEqual({
        problem: { code: "seal-broken", fields: {} },
      });
    }
  });

  it("can be read for a comment without the key, and relied on only with it", () => {
    expect(parseReview(TEXT)).toEqual(JSON.parse(TEXT));
    expect(parseSealedReview(TEXT, sealKeyFor("otherbot"))).toHaveProperty("problem");
  });

  it("names the pull request that it was made for, under its seal, and nothing where there is none", () => {
    const origin = { pullRequest: 12, commit: "a".repeat(40), base: "main" };
    const text = reviewFileOf(PLAN, "lists", SEAL_KEY, origin);
    const read = parseSealedReview(text, SEAL_KEY);
    if ("problem" in read) throw new Error(read.problem.code);
    expect(read.origin).toEqual(origin);
    expect(isOrigin(read.origin, origin)).toBe(true);
    for (const other of [{ pullRequest: 13 }, { commit: "b".repeat(40) }, { base: "staging" }])
      expect(isOrigin(read.origin, { ...origin, ...other })).toBe(false);

    const { origin: _, seal: __, ...rest } = JSON.parse(text);
    const { seal: ___, ...without } = JSON.parse(TEXT);
    expect(rest).toEqual(without);
    const bare = parseReview(TEXT);
    expect("problem" in bare || isOrigin(bare.origin, origin)).toBe(false);

    for (const edited of [undefined, { ...origin, pullRequest: 13 }])
      expect(parseSealedReview(JSON.stringify({ ...read, origin: edited }), SEAL_KEY)).toHaveProperty(
        "problem",
      );
    for (const odd of [null, {}, { ...origin, pullRequest: 0 }, { ...origin, more: 1 }])
      expect(parseReview(JSON.stringify({ ...read, origin: odd }))).toHaveProperty("problem");
  });

  it("masks a branch that is named like a phone number, and knows it again", () => {
    const origin = { pullRequest: 12, commit: "a".repeat(40), base: "31 99999-8888" };
    const read = parseReview(reviewFileOf(PLAN, "lists", SEAL_KEY, origin));
    if ("problem" in read) throw new Error(read.problem.code);
    expect(read.origin?.base).toBe("31 9****-8888");
    expect(isOrigin(read.origin, origin)).toBe(true);
  });

  it("keeps to what its schema allows, whatever the directory, the gates and the warnings hold", () => {
    const long = "*@#".repeat(40_000);
    const [list] = PLAN.lists;
    const warnings = Array.from({ length: 500 }, () => ({
      code: "x",
      message: long.slice(0, 3_000),
      source: { file: long.slice(0, 900), line: 1 },
    }));
    const gates = [{ ...planOf({ vip: [] }).gates[0], code: "x", message: long }];
    const plan = { ...PLAN, lists: list ? [list] : [], warnings, gates } as unknown as typeof PLAN;
    for (const directory of ["lists", "*".repeat(1_000), `${"x".repeat(999)}😀`, long]) {
      const read = parseReview(reviewFileOf(plan, directory, SEAL_KEY));
      expect(read).not.toHaveProperty("problem");
      expect(
        parseResult(renderResult({ directory, exit: 1, headline: long, report: "" })),
      ).not.toHaveProperty("problem");
    }
  });

  it("of 100,000 additions has a report of a comment's length", () => {
    const members = Array.from({ length: 100_000 }, (_, index) => mobile(index));
    const read = parseSealedReview(reviewFileOf(planOf({ big: members }), "lists", SEAL_KEY), SEAL_KEY);
    if ("problem" in read) throw new Error(read.problem.code);
    expect(read.actions).toHaveLength(100_001);
    expect(read.report.length).toBeLessThanOrEqual(40_000);
    expect(read.report).toContain("| **all** | **1** | **100,000** | **100,000** |");
  });
});

describe("the mark of an action", () => {
  it("is another for another bot, contract, list, member or kind", () => {
    const action = actionOf("vip", mobile(1));
    const [creation] = planOf({ vip: [] }).actions;
    if (creation === undefined) throw new Error("a new list is created");
    const marks = [
      actionMark(SEAL_KEY, BOT, action),
      actionMark(SEAL_KEY, { ...BOT, bot: "otherbot" }, action),
      actionMark(SEAL_KEY, { ...BOT, contract: "other" }, action),
      actionMark(sealKeyFor("otherbot"), BOT, action),
      actionMark(SEAL_KEY, BOT, actionOf("news", mobile(1))),
      actionMark(SEAL_KEY, BOT, actionOf("vip", mobile(2))),
      actionMark(SEAL_KEY, BOT, actionOf("vip", whatsapp(mobile(1)))),
      actionMark(SEAL_KEY, BOT, creation),
    ];
    expect(new Set(marks).size).toBe(marks.length);
  });

  it("is the same wherever the member is declared and however its identity is known", () => {
    const action = actionOf("vip", mobile(1));
    const moved: Action = { ...action, source: { file: "lists/elsewhere.yaml", line: 99 } };
    const known: Action = {
      ...moved,
      ...(moved.kind === "add-recipient" ? { identity: whatsapp(mobile(1)), via: "contact" } : {}),
    };
    expect(actionMark(SEAL_KEY, BOT, known)).toBe(actionMark(SEAL_KEY, BOT, action));
  });

  it("is the same however the bot's name is capitalized", () => {
    const action = actionOf("vip", mobile(1));
    expect(actionMark(SEAL_KEY, { ...BOT, bot: "AcmeBot" }, action)).toBe(actionMark(SEAL_KEY, BOT, action));
  });

  it("is the same the second time it is asked for", () => {
    const action = actionOf("vip", mobile(1));
    const markOf = actionMarks(SEAL_KEY, BOT);
    expect([markOf(action), markOf(action)]).toEqual(Array(2).fill(actionMark(SEAL_KEY, BOT, action)));
  });
});

describe("lists that are named like phone numbers", () => {
  const names = ["vip", "5531999998888", "5531977778888"];
  const plan = planOf(Object.fromEntries(names.map((name, index) => [name, [mobile(index)]])));
  const read = parseSealedReview(reviewFileOf(plan, "31 99999-8888/", SEAL_KEY), SEAL_KEY);
  if ("problem" in read) throw new Error(read.problem.code);

  it("are masked in the file, and so is the directory", () => {
    expect(read.lists.map(({ name }) => name)).toEqual(["55319****8888", "55319****8888", "vip"]);
    expect(read.directory).toBe("31 9****-8888/");
  });

  it("are found again among those that are declared, each its own", () => {
    const declared = names.map(listName);
    expect(withNames(read, declared).lists).toEqual(plan.lists);
  });

  it("keep their masks where they are not declared any more", () => {
    expect(withNames(read, [listName("vip")]).lists.map(({ name }) => name)).toEqual([
      "55319****8888",
      "55319****8888",
      "vip",
    ]);
  });
});
