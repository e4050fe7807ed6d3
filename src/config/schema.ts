/** The JSON Schemas of the files people write, and their verdicts in plain words with a place. */

import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import { isMap, isNode, isSeq } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { misreadCollection } from "./misread.ts";
import { inWords, knownKeys, meantKey, unknownKey } from "./schema-words.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf } from "./yaml.ts";

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

/** Lists of a document that may be long, and what each of their items must be. */
const LONG_LISTS: readonly { readonly key: string; readonly item: string; readonly schemas: SchemaName[] }[] =
  [
    { key: "members", item: "member", schemas: ["list"] },
    { key: "exclude", item: "member", schemas: ["list", "bot"] },
    { key: "membersFrom", item: "audience", schemas: ["list"] },
    { key: "excludeFrom", item: "audience", schemas: ["list", "bot"] },
  ];

/** Checks one document. */
export function checkSchema(name: SchemaName, document: YamlDocument): Diagnostic[] {
  const errors = errorsOfDocument(name, document.plain);
  const unknown = unknownKeysByPath(errors);
  return errors
    .filter((error) => !followsFromUnknown(error, unknown.get(error.instancePath) ?? []))
    .flatMap((error) => diagnose(error, document));
}

/** Item by item: ajv's time over one array grows with the square of its errors. */
function errorsOfDocument(name: SchemaName, plain: unknown): readonly ErrorObject[] {
  const long = LONG_LISTS.filter(
    ({ key, schemas }) => schemas.includes(name) && Array.isArray(Object(plain)[key]),
  );
  const rest =
    long.length === 0 ? plain : { ...Object(plain), ...Object.fromEntries(long.map(({ key }) => [key, []])) };
  const errors = [...errorsOf(name, "", rest)];
  for (const { key, item } of long) {
    for (const [index, entry] of Object(plain)[key].entries()) {
      for (const error of errorsOf("list", `#/definitions/${item}`, entry))
        errors.push({ ...error, instancePath: `/${key}/${index}${error.instancePath}` });
    }
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

/** @returns the keys that nobody knows, of each mapping that has some */
function unknownKeysByPath(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly ErrorObject[]> {
  const byPath = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (error.keyword !== "additionalProperties") continue;
    const found = byPath.get(error.instancePath);
    if (found === undefined) byPath.set(error.instancePath, [error]);
    else found.push(error);
  }
  return byPath;
}

/** What is missing where a key is misspelled was meant by that key. */
function followsFromUnknown({ keyword, params }: ErrorObject, unknown: readonly ErrorObject[]): boolean {
  if (keyword === "oneOf") return unknown.length > 0;
  if (keyword !== "required") return false;
  const missing = String(params.missingProperty);
  return unknown.some(
    (error) => meantKey(String(error.params.additionalProperty), knownKeys(error)) === missing,
  );
}

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
  const causes = error.keyword === "type" ? misreadCollection(node, source) : [];
  if (causes.length > 0)
    return causes.map(({ offset, code, message }) => source.diagnose(offset, "error", code, message));
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

function kebab(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
