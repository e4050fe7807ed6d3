/**
 * The JSON Schemas of the files people write, as functions. Here ajv compiles each when it is first asked for;
 * `npm run build` puts the code that ajv wrote beforehand in this file's place (rolldown.config.ts).
 */

import { createRequire } from "node:module";
import type { CodeOptions, ValidateFunction } from "ajv";
import { Ajv } from "ajv";

/** What is checked as one piece, and where its schema stands. */
const PARTS = {
  list: "list.schema.json",
  bot: "bot.schema.json",
  member: "list.schema.json#/definitions/member",
  audience: "list.schema.json#/definitions/audience",
  condition: "list.schema.json#/definitions/condition",
  conditionValue: "list.schema.json#/definitions/condition/items",
} as const;

export type Part = keyof typeof PARTS;

/** That of bot.yaml points to that of lists. */
const SCHEMA_FILES = ["list.schema.json", "bot.schema.json"];

/** That the schemas are schemas is tested once, and not at every start. */
const OPTIONS = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
} as const;

const require = createRequire(import.meta.url);

/** @returns ajv with each part's schema under the part's name */
export function ajvOfLists(code: CodeOptions = {}): Ajv {
  const ajv = new Ajv({ ...OPTIONS, code });
  for (const file of SCHEMA_FILES) ajv.addSchema(require(`../../schemas/${file}`), file);
  for (const [part, $ref] of Object.entries(PARTS)) ajv.addSchema({ $ref }, part);
  return ajv;
}

let ajv: Ajv | null = null;

export function validatorOf(part: Part): ValidateFunction {
  ajv ??= ajvOfLists();
  const validate = ajv.getSchema(part);
  if (validate === undefined) throw new Error(`there is no schema of a ${part}`);
  return validate;
}
