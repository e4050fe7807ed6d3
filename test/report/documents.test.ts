/** Files that come back: what each is, and what is said of one that is none. */

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { reviewFileOf, savedPlanFileOf } from "../../src/app/plan-files.ts";
import type { DocumentProblem } from "../../src/domain/document.ts";
import { readDocument } from "../../src/domain/document.ts";
import type { DocumentName } from "../../src/domain/facts/approval.ts";
import { renderPlanJson } from "../../src/report/json.ts";
import { parseResult, renderResult } from "../../src/report/result.ts";
import { mobile, SEAL_KEY } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { spoken } from "../support/said.ts";

const GATED = planOf({ vip: [mobile(1), "ana@0mn.io"], many: [] }, { vip: ["bia@0mn.io"] });
const EMPTY = planOf({ vip: [] }, { vip: [] });
const PLANS = { GATED, EMPTY };

const DOCUMENTS: Readonly<Record<DocumentName, string>> = {
  plan: savedPlanFileOf(GATED, SEAL_KEY),
  review: reviewFileOf(GATED, "lists", SEAL_KEY),
  result: renderResult({ directory: "lists", exit: 0, headline: "nothing to change", report: "" }),
};

/** Against the schema as an editor takes it, without this tool. */
function errorsOf(kind: DocumentName, text: string): unknown {
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

function problemOf(read: object | DocumentProblem): string {
  return "problem" in read ? spoken(read.problem).message : "";
}

describe("what the tool writes", () => {
  it.each(Object.entries(DOCUMENTS))("fits the schema: %s", (kind, text) => {
    expect(errorsOf(kind as DocumentName, text)).toEqual([]);
    expect(readDocument(text, kind as DocumentName)).toEqual(JSON.parse(text));
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
  const kinds: DocumentName[] = ["plan", "review", "result"];
  const pairs = kinds.flatMap((given) =>
    kinds.filter((wanted) => wanted !== given).map((wanted) => [given, wanted] as const),
  );

  it.each(pairs)("is named: a %s given as a %s", (given, wanted) => {
    const words = { plan: "a saved plan", review: "a review file", result: "the result of an apply" };
    expect(problemOf(readDocument(DOCUMENTS[given], wanted))).toContain(
      `it is ${words[given]}: pass it with --`,
    );
  });
});

describe("a file that cannot be read", () => {
  it.each([
    ["nothing", "", "the file is empty"],
    ["blanks", " \n\t", "the file is empty"],
    [
      "half a document",
      '{"formatVersion": 1, "contr',
      "the file is incomplete: it was cut off, or it is not JSON",
    ],
    [
      "a page of HTML",
      "<!doctype html><p>Not found</p>",
      "the file is incomplete: it was cut off, or it is not JSON",
    ],
    ["no object", "[]", "the file is not a valid saved plan"],
    ["null", "null", "the file is incomplete: it was cut off, or it is not JSON"],
    ["an object", "{}", "the file is not a valid saved plan (at formatVersion)"],
    [
      "a newer one",
      '{"formatVersion": 2, "steps": []}',
      "the file has format 2, which is newer than this blip-lists. Update blip-lists",
    ],
    ["a word for a version", '{"formatVersion": "1"}', "the file is not a valid saved plan"],
    ["one with a prototype", '{"__proto__": {"formatVersion": 1}}', "the file is not a valid saved plan"],
  ])("says so: %s", (_what, text, problem) => {
    expect(problemOf(readDocument(text, "plan"))).toContain(problem);
  });

  it("is a newer one whatever kind it says to be", () => {
    const text = JSON.stringify({ ...JSON.parse(DOCUMENTS.review), formatVersion: 3 });
    expect(problemOf(readDocument(text, "plan"))).toContain("newer than this blip-lists");
  });

  it("is a result with more in it than there may be", () => {
    const text = JSON.stringify({ ...JSON.parse(DOCUMENTS.result), phone: "+55 31 99999-8888" });
    const read = parseResult(text);
    expect(problemOf(read)).toContain("the file is not a valid result file");
    expect(JSON.stringify(read)).not.toContain("99999");
  });
});
