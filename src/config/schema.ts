/** The verdicts of the JSON Schemas on a document, each with its place; one for one cause. */

import type { ErrorObject } from "ajv";
import { isMap, isNode, isSeq } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { fact } from "../domain/fact.ts";
import { misreadCollection } from "./misread.ts";
import type { SchemaName } from "./schema-errors.ts";
import { errorsOfDocument } from "./schema-errors.ts";
import { knownKeys, meantKey, unknownKey, verdictOf } from "./schema-verdicts.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf } from "./yaml.ts";

/** Checks one document. */
export function checkSchema(name: SchemaName, document: YamlDocument): Diagnostic[] {
  const errors = errorsOfDocument(name, document.plain);
  const causes = causesByPath(errors);
  return errors
    .filter((error) => !follows(error, causes.get(error.instancePath) ?? []))
    .flatMap((error) => diagnose(error, document));
}

/** Keywords whose verdict another error of the same place already gives, or that the meaning check words better. */
const SAID_ELSEWHERE = new Set([
  "if",
  "pattern:name",
  "maxLength:name",
  "minLength:name",
  "pattern:identity",
]);

/** @returns the unknown keys of each place, and the types that are wrong */
function causesByPath(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly ErrorObject[]> {
  const byPath = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (error.keyword !== "additionalProperties" && error.keyword !== "type") continue;
    const found = byPath.get(error.instancePath);
    if (found === undefined) byPath.set(error.instancePath, [error]);
    else found.push(error);
  }
  return byPath;
}

/** What is missing where a key is misspelled was meant by that key; where something else stands all is missing. */
function follows({ keyword, params }: ErrorObject, causes: readonly ErrorObject[]): boolean {
  if (keyword === "oneOf") return causes.length > 0;
  if (keyword !== "required") return false;
  const missing = String(params.missingProperty);
  return causes.some(
    (error) =>
      error.keyword === "additionalProperties" &&
      meantKey(String(error.params.additionalProperty), knownKeys(error)) === missing,
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
    return [source.diagnose(offsetOf(keyNode), "error", fact("unknown-key", unknownKey(key, error)))];
  }
  if (refused.has(node)) return [];
  const causes = error.keyword === "type" ? misreadCollection(node, source) : [];
  if (causes.length > 0) return causes.map((cause) => source.diagnose(cause.offset, "error", cause.fact));
  return [source.diagnose(offsetOf(node), "error", verdictOf(error, path))];
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

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
