/** The JSON Schemas of the files people write, and their verdicts in plain words with a place. */

import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import { isMap, isNode, isSeq } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { nearestTo } from "./nearest.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf, quotable } from "./yaml.ts";

export type SchemaName = "list" | "bot";

/** That of bot.yaml points to that of lists. */
const SCHEMA_FILES = ["list.schema.json", "bot.schema.json"];

const require = createRequire(import.meta.url);
const validators = new Map<string, ValidateFunction>();

/** That the schemas are schemas is tested once, and not at every start. */
const OPTIONS = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
} as const;

/** Checks one document. */
export function checkSchema(name: SchemaName, document: YamlDocument): Diagnostic[] {
  const errors = name === "list" ? errorsOfList(document.plain) : errorsOf("bot", "", document.plain);
  return errors.flatMap((error) => diagnose(error, document));
}

/** Member by member: ajv's time over one array grows with the square of its errors. */
function errorsOfList(plain: unknown): readonly ErrorObject[] {
  const members: unknown = Object(plain).members;
  if (!Array.isArray(members)) return errorsOf("list", "", plain);
  const errors = [...errorsOf("list", "", { ...Object(plain), members: [] })];
  for (const [index, member] of members.entries()) {
    for (const error of errorsOf("list", "#/definitions/member", member))
      errors.push({ ...error, instancePath: `/members/${index}${error.instancePath}` });
  }
  return errors;
}

function errorsOf(name: SchemaName, part: string, plain: unknown): readonly ErrorObject[] {
  const validate = validators.get(name + part) ?? compile(name, part);
  validators.set(name + part, validate);
  return validate(plain) ? [] : (validate.errors ?? []);
}

function compile(name: SchemaName, part: string): ValidateFunction {
  const ajv = new Ajv(OPTIONS);
  for (const file of SCHEMA_FILES) ajv.addSchema(require(`../../schemas/${file}`), file);
  return ajv.compile({ $ref: `${name}.schema.json${part}` });
}

/** Keywords whose verdict another error of the same place already gives, or that the meaning check words better. */
const SAID_ELSEWHERE = new Set([
  "if",
  "pattern:name",
  "maxLength:name",
  "minLength:name",
  "pattern:identity",
]);

/** A key longer than this is near none that is known. */
const KEY_LENGTH_COMPARED = 50;

/** What a pattern wants, where the meaning check does not say it better. */
const FORMS: Partial<Record<string, string>> = {
  contract:
    "must be letters, digits and hyphens alone (the xyz of https://xyz.http.msging.net in Blip's portal)",
  bot: "must be the bot's identifier, without blanks and without @",
  defaultCountry: "must be two capital letters of ISO 3166",
};

function diagnose(error: ErrorObject, { source, root, refused }: YamlDocument): Diagnostic[] {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const field = path.at(-1) ?? "";
  if (SAID_ELSEWHERE.has(error.keyword) || SAID_ELSEWHERE.has(`${error.keyword}:${field}`)) return [];
  if (error.keyword === "required" && error.schemaPath.includes("/oneOf/")) return [];
  const node = nodeAt(root, path);
  if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const keyNode = pairOf(node, key)?.key ?? node;
    if (refused.has(keyNode)) return [];
    return [source.diagnose(offsetOf(keyNode), "error", "unknown-key", unknownKey(key, error))];
  }
  if (refused.has(node)) return [];
  return [source.diagnose(offsetOf(node), "error", `schema-${kebab(error.keyword)}`, inWords(error, path))];
}

function nodeAt(root: unknown, path: readonly string[]): unknown {
  let node = root;
  for (const step of path) {
    if (isMap(node)) node = pairOf(node, step)?.value ?? node;
    else if (isSeq(node)) node = node.items[Number(step)];
    else break;
  }
  return isNode(node) ? node : root;
}

function unknownKey(key: string, error: ErrorObject): string {
  const schema = error.parentSchema as { properties?: Record<string, unknown> } | undefined;
  const known = Object.keys(schema?.properties ?? {});
  const spelled = key.toLowerCase().slice(0, KEY_LENGTH_COMPARED);
  return `unknown key "${quotable(key)}": ${nearestTo(spelled, known, "keys")}`;
}

function inWords(error: ErrorObject, path: readonly string[]): string {
  const what = subject(path);
  switch (error.keyword) {
    case "required":
      return `${what} has no ${String(error.params.missingProperty)}: add "${String(error.params.missingProperty)}: …"`;
    case "type":
      return `${what} must be ${expected(error)}, not ${actual(error.data)}${expectsExample(error)}`;
    case "oneOf":
      return `${what} needs either ${oneOfThese(error)}: write exactly one of them`;
    case "minimum":
    case "maximum":
      return `${what} must be ${error.keyword === "minimum" ? "at least" : "at most"} ${String(error.params.limit)}`;
    case "enum":
      return `${what} must be ${(error.schema as readonly string[]).join(" or ")}`;
    case "pattern":
      return `${what} ${FORMS[what] ?? "has not the right form"}${expectsExample(error)}`;
    case "minLength":
      return `${what} is empty: fill it in or remove the line${expectsExample(error)}`;
    default:
      return `${what} ${error.message ?? "is not valid"}${expectsExample(error)}`;
  }
}

function subject(path: readonly string[]): string {
  const field = path.at(-1);
  if (field === undefined) return "this document";
  if (!/^\d+$/.test(field)) return field;
  return /^(?:members|exclude)$/.test(path.at(-2) ?? "") ? "a member" : `an entry of ${path.at(-2)}`;
}

/** @returns `phone or identity` */
function oneOfThese({ schema }: ErrorObject): string {
  const branches = schema as readonly { readonly required: readonly string[] }[];
  const names = branches.flatMap(({ required }) => required);
  return [names.slice(0, -1).join(", "), names.at(-1)].join(" or ");
}

function expected(error: ErrorObject): string {
  const types = [error.params.type]
    .flat()
    .map(String)
    .filter((type) => type !== "null");
  const words: Record<string, string> = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    object: "a mapping (key: value)",
    array: "a list (- …)",
  };
  return types.map((type) => words[type] ?? type).join(" or ");
}

function actual(data: unknown): string {
  if (data === null || data === undefined) return "empty";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "boolean") return "true or false";
  return typeof data === "object" ? "a mapping" : "text";
}

function expectsExample(error: ErrorObject): string {
  const example = (error.parentSchema as { examples?: unknown[] } | undefined)?.examples?.[0];
  return example === undefined ? "" : `, for example ${JSON.stringify(example)}`;
}

function kebab(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
