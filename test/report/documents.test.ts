/** Files that come back: what each is, and what is said of one that is none. */

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { reviewFileOf, savedPlanFileOf } from "../../src/app/plan-files.ts";
import type { DocumentKind } from "../../src/domain/document.ts";
import { readDocument } from "../../src/domain/document.ts";
import { renderPlanJson } from "../../src/report/json.ts";
import { parseResult, renderResult } from "../../src/report/result.ts";
import { mobile, SEAL_KEY } from "../support/field.ts";
import { planOf } from "../support/plans.ts";

const GATED = planOf({ vip: [mobile(1), "ana@0mn.io"], many: [] }, { vip: ["bia@0mn.io"] });
const EMPTY = planOf({ vip: [] }, { vip: [] });
const PLANS = { GATED, EMPTY };

const DOCUMENTS: Readonly<Record<DocumentKind, string>> = {
  plan: savedPlanFileOf(GATED, SEAL_KEY),
  review: reviewFileOf(GATED, "lists", SEAL_KEY),
  result: renderResult({ directory: "lists", exit: 0, headline: "nothing to change", report: "" }),
};

/** Against the schema as an editor takes it, without this tool. */
function errorsOf(kind: DocumentKind, text: string): unknown {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  for (const name of ["plan", "review", "result"]) ajv.addSchema(schemaOf(name), `${name}.schema.json`);
  const validate = ajv.getSchema(`${kind}.schema.json`);
  return validate?.(JSON.parse(text)) ? [] : validate?.errors;
}

function schemaOf(name: string): object {
  const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(url, "utf8"));
  return schema;
}

describe("what the tool writes", () => {
  it.each(Object.entries(DOCUMENTS))("fits the schema: %s", (kind, text) => {
    expect(errorsOf(kind as DocumentKind, text)).toEqual([]);
    expect(readDocument(text, kind as DocumentKind)).toEqual(JSON.parse(text));
  });

  it.each(Object.entries(PLANS))(
    "fits the schema of a plan: the JSON that plan prints (%s)",
    (_name, plan) => {
      expect(errorsOf("plan", renderPlanJson(plan, { masked: false }))).toEqual([]);
      expect(errorsOf("plan", renderPlanJson(plan, { masked: true }))).toEqual([]);
    },
  );

  it("ends with a line feed", () => {
    for (const text of Object.values(DOCUMENTS)) expect(text).toMatch(/\}\n$/);
  });
});

describe("a file of another kind", () => {
  const kinds: DocumentKind[] = ["plan", "review", "result"];
  const pairs = kinds.flatMap((given) =>
    kinds.filter((wanted) => wanted !== given).map((wanted) => [given, wanted] as const),
  );

  it.each(pairs)("is named: a %s given as a %s", (given, wanted) => {
    const words = { plan: "a saved plan", review: "a review file", result: "the result of an apply" };
    expect(readDocument(DOCUMENTS[given], wanted)).toEqual({
      problem: expect.stringContaining(`is ${words[given]}, for --`),
    });
  });
});

describe("a file that cannot be read", () => {
  it.each([
    ["nothing", "", "is empty"],
    ["blanks", " \n\t", "is empty"],
    ["half a document", '{"formatVersion": 1, "contr', "is not whole: it was cut, or is no JSON"],
    ["a page of HTML", "<!doctype html><p>Not found</p>", "is not whole: it was cut, or is no JSON"],
    ["no object", "[]", "is no plan of blip-lists: the document must be object"],
    ["null", "null", "is not whole: it was cut, or is no JSON"],
    ["an object", "{}", "is no plan of blip-lists: the document must have required property 'formatVersion'"],
    [
      "a newer one",
      '{"formatVersion": 2, "steps": []}',
      "is of format 2, newer than this blip-lists reads: update it",
    ],
    ["a word for a version", '{"formatVersion": "1"}', "is no plan of blip-lists: "],
    ["one with a prototype", '{"__proto__": {"formatVersion": 1}}', "is no plan of blip-lists: "],
  ])("says so: %s", (_what, text, problem) => {
    expect(readDocument(text, "plan")).toEqual({ problem: expect.stringContaining(problem) });
  });

  it("is a newer one whatever kind it says to be", () => {
    const text = JSON.stringify({ ...JSON.parse(DOCUMENTS.review), formatVersion: 3 });
    expect(readDocument(text, "plan")).toEqual({
      problem: expect.stringContaining("newer than this blip-lists reads"),
    });
  });

  it("is a result with more in it than there may be", () => {
    const text = JSON.stringify({ ...JSON.parse(DOCUMENTS.result), phone: "+55 31 99999-8888" });
    const read = parseResult(text);
    expect(read).toEqual({ problem: expect.stringContaining("is no result of blip-lists") });
    expect(JSON.stringify(read)).not.toContain("99999");
  });
});
