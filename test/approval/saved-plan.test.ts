/** The file of a saved plan: it fits its schema, and nothing but what was written is read back. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { savedPlanFileOf } from "../../src/app/plan-files.ts";
import { parseSavedPlan } from "../../src/approval/saved-plan.ts";
import { fact } from "../../src/domain/fact.ts";
import { actionKey } from "../../src/reconcile/types.ts";
import { mobile, SEAL_KEY, sealKeyFor } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { spoken } from "../support/said.ts";

const PLAN = planOf(
  { "black-friday": [mobile(1), mobile(2)], vip: [mobile(3), "stranger@0mn.io"] },
  { vip: ["somebody@0mn.io"] },
  { warnings: [{ code: "x", message: "Mind this", source: { file: "lists/a.yaml", line: 3 } }] },
);
const TEXT = savedPlanFileOf(PLAN, SEAL_KEY);

/** What is found at every path of a document, containers too. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  const deeper =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))
      : [];
  return path.length === 0 ? deeper : [[...path], ...deeper];
}

/** The document with a change at a path; undefined takes it out. */
function edited(path: readonly string[], change: (value: unknown) => unknown): string {
  const document = JSON.parse(TEXT);
  const parent = path.slice(0, -1).reduce((value, key) => value[key], document);
  const key = path.at(-1) ?? "";
  const value = change(parent[key]);
  if (value !== undefined) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return JSON.stringify(document);
}

const anyPath = fc.constantFrom(...pathsOf(JSON.parse(TEXT)));

function problemOf(text: string): string | null {
  const read = parseSavedPlan(text, SEAL_KEY);
  return "problem" in read ? spoken(read.problem).message : null;
}

describe("a saved plan", () => {
  it("is read back as it was written", () => {
    const { contract, bot, digest, desired, lists, actions } = PLAN;
    const read = parseSavedPlan(TEXT, SEAL_KEY);
    expect(read).toMatchObject({ contract, bot, digest, desired, lists });
    expect("actions" in read && [...read.actions].sort()).toEqual(actions.map(actionKey).sort());
  });

  it("may be laid out anew: blanks and line feeds between its parts say nothing", () => {
    expect(problemOf(JSON.stringify(JSON.parse(TEXT)))).toBeNull();
    expect(problemOf(`\n${JSON.stringify(JSON.parse(TEXT), null, "\t")}\r\n`)).toBeNull();
  });

  it("cut anywhere is no plan", () => {
    for (let length = 0; length < TEXT.trimEnd().length; length += 1) {
      expect(problemOf(TEXT.slice(0, length))).toMatch(length === 0 ? /is empty$/ : /is (empty|incomplete)/);
    }
  });

  it("with another value anywhere is refused", () => {
    fc.assert(
      fc.property(anyPath, fc.jsonValue(), (path, value) => {
        const text = edited(path, () => value);
        fc.pre(text !== JSON.stringify(JSON.parse(TEXT)));
        expect(problemOf(text)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("with anything taken out is refused", () => {
    for (const path of pathsOf(JSON.parse(TEXT))) {
      expect(problemOf(edited(path, () => undefined)), path.join(".")).not.toBeNull();
    }
  });

  it("with an action said twice, or in another order, is refused", () => {
    const twice = edited(["actions"], (actions) => [...Object(actions), Object(actions)[0]]);
    const turned = edited(["actions"], (actions) => [...Object(actions)].reverse());
    for (const text of [twice, turned])
      expect(problemOf(text)).toMatch(/^the file was changed after it was written/);
  });

  it("with one character changed is refused, unless it is a blank between two parts", () => {
    const plain = JSON.stringify(JSON.parse(TEXT));
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.constantFrom(...'0aZ,:"{}[]+- \\'), (at, character) => {
        const text = plain.slice(0, at) + character + plain.slice(at + 1);
        const isSame = jsonOf(text) === plain;
        expect(problemOf(text) === null).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });

  it("made with another key is refused", () => {
    const read = parseSavedPlan(TEXT, sealKeyFor("otherbot"));
    expect(read).toEqual({ problem: fact("seal-broken") });
  });

  it("without its seal is what plan --format json prints, and no saved plan", () => {
    expect(problemOf(edited(["seal"], () => undefined))).toBe(
      "the file has no seal. Save the plan with plan --out",
    );
  });

  it("of 100,000 additions is written and read in seconds", () => {
    const members = Array.from({ length: 100_000 }, (_, index) => mobile(index));
    const plan = planOf({ big: members });
    const started = performance.now();
    const read = parseSavedPlan(savedPlanFileOf(plan, SEAL_KEY), SEAL_KEY);
    expect("actions" in read && read.actions.size).toBe(100_001);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

function jsonOf(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}
