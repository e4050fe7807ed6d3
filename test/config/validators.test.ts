/** What `npm run build` makes of the schemas finds what ajv finds when it compiles them at run time, word for word. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Ajv, CodeOptions, ValidateFunction } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compiledValidators } from "../../rolldown.config.ts";
import { reviewFileOf, savedPlanFileOf } from "../../src/app/plan-files.ts";
import { ajvOfLists, validatorOf as validatorOfPart } from "../../src/config/validators.ts";
import { ajvOfDocuments, validatorOf as validatorOfDocument } from "../../src/domain/validators.ts";
import { renderResult } from "../../src/report/result.ts";
import { directoryWith } from "../support/cli.ts";
import { mobile, SEAL_KEY } from "../support/field.ts";
import { planOf } from "../support/plans.ts";

const SCHEMAS = fileURLToPath(new URL("../../schemas/", import.meta.url));
const texts = readdirSync(SCHEMAS).map((name) => readFileSync(join(SCHEMAS, name), "utf8"));
/** Whatever stands in a schema in quotes: its keys, and the values that it allows. */
const words = [
  ...new Set(texts.flatMap((text) => [...text.matchAll(/"([^"\\]*)"/g)].map(([, word]) => word))),
];

/** Values that are near enough to what the schemas want for every keyword of theirs to have a say. */
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...words),
    fc.constantFrom("", "a".repeat(300), "+5531999998888", "5531999998888@wa.gw.msging.net"),
    fc.constantFrom(null, true, 0, -1, 1.5, 48, 1_000_000_000),
    fc.array(tie("anything"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words.map(String)), tie("anything"), { maxKeys: 4 }),
  ),
}));

async function compiled(ajvOf: (code: CodeOptions) => Ajv): Promise<(name: string) => ValidateFunction> {
  const require = `import { createRequire } from "node:module";\nconst require = createRequire(${JSON.stringify(import.meta.url)});\n`;
  const directory = directoryWith({ "validators.mjs": require + compiledValidators(ajvOf) });
  const { validatorOf } = await import(
    /* @vite-ignore */ pathToFileURL(join(directory, "validators.mjs")).href
  );
  return validatorOf;
}

/** @returns whether the value is valid */
function agree(beforehand: ValidateFunction, atRunTime: ValidateFunction, value: unknown): boolean {
  const isValid = atRunTime(value);
  expect(beforehand(value)).toBe(isValid);
  expect(beforehand.errors).toEqual(atRunTime.errors);
  return isValid;
}

const VALID_PARTS = {
  list: { name: "vip", description: "Gold", members: ["+5531999998888", { phone: "(31) 99999-8888" }] },
  bot: { commandsPerSecond: 48, defaultCountry: "BR", exclude: ["+5531999998888"] },
  member: { phone: "+5531999998888", note: "asked by e-mail" },
  audience: { file: "vip.csv", column: "phone" },
  condition: ["gold", "platinum"],
  conditionValue: "gold",
} as const;

test.each(["list", "bot", "member", "audience", "condition", "conditionValue"] as const)(
  "a file of lists: %s",
  async (part) => {
    const beforehand = (await compiled(ajvOfLists))(part);
    const atRunTime = validatorOfPart(part);
    expect(agree(beforehand, atRunTime, VALID_PARTS[part])).toBe(true);
    const nearlyValid = fc
      .tuple(fc.constantFrom(...words.map(String)), anything)
      .map(([key, value]) => ({ ...Object(VALID_PARTS[part]), [key]: value }));
    let invalid = 0;
    fc.assert(
      fc.property(fc.oneof(anything, nearlyValid), (value) => {
        if (!agree(beforehand, atRunTime, value)) invalid += 1;
      }),
      { numRuns: 200 },
    );
    expect(invalid).toBeGreaterThan(0);
  },
);

const PLAN = planOf({ vip: [mobile(1), "ana@0mn.io"], many: [] }, { vip: ["bia@0mn.io"] });
const DOCUMENTS = {
  plan: savedPlanFileOf(PLAN, SEAL_KEY),
  review: reviewFileOf(PLAN, "lists", SEAL_KEY),
  result: renderResult({ directory: "lists", exit: 0, headline: "nothing to change", report: "" }),
};

/** Puts something else in one place of a document, or takes away what stands there. */
function changed(document: unknown, way: readonly number[], value: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined || typeof document !== "object" || document === null) return value;
  const entries = Object.entries(document);
  const [key, inside] = entries[step % (entries.length + 1)] ?? ["another", null];
  const after = rest.length === 0 && step % 3 === 0 ? undefined : changed(inside, rest, value);
  if (Array.isArray(document)) return document.map((entry, index) => (String(index) === key ? after : entry));
  return JSON.parse(JSON.stringify({ ...document, [key]: after }));
}

test.each(["plan", "review", "result"] as const)("a document: %s", async (kind) => {
  const beforehand = (await compiled(ajvOfDocuments))(kind);
  const atRunTime = validatorOfDocument(kind);
  const document = JSON.parse(DOCUMENTS[kind]);
  expect(agree(beforehand, atRunTime, document)).toBe(true);
  const way = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 });
  let invalid = 0;
  fc.assert(
    fc.property(way, anything, (steps, value) => {
      if (!agree(beforehand, atRunTime, changed(document, steps, value))) invalid += 1;
    }),
    { numRuns: 200 },
  );
  expect(invalid).toBeGreaterThan(0);
});
