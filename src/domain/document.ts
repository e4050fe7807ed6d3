/** Reads JSON documents back that this tool wrote, or says what is wrong with them. */

import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import type { Fact } from "./fact.ts";
import { fact } from "./fact.ts";
import { name } from "./fact-fields.ts";
import type { DocumentName } from "./facts/approval.ts";

/** Of every document that this tool writes. */
export const FORMAT_VERSION = 1;

/** What a person is to know of a document that cannot be used. */
export interface DocumentProblem {
  readonly problem: Fact;
}

const require = createRequire(import.meta.url);

/** Checks the form of a document; whether it is genuine is another question. */
export function readDocument<T extends object>(text: string, kind: DocumentName): T | DocumentProblem {
  if (text.trim() === "") return { problem: fact("document-empty") };
  const document = parseJson(text);
  if (document === null) return { problem: fact("document-cut") };
  const { formatVersion, kind: named, desired } = document as Partial<Record<string, unknown>>;
  // Plans came first: they alone do not say what they are.
  const actual = named ?? (desired === undefined ? null : "plan");
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) {
    return { problem: fact("document-newer", { format: formatVersion }) };
  }
  if (isKind(actual) && actual !== kind) return { problem: fact("document-other", { actual }) };
  const validate = validatorOf<T>(kind);
  if (validate(document)) return document;
  const [error] = validate.errors ?? [];
  return { problem: fact("document-invalid", { kind, path: name(pathOf(error)) }) };
}

/** @returns `lists.0.name`; empty for the document itself */
function pathOf(error: ErrorObject | undefined): string {
  if (error === undefined) return "";
  const missing: unknown = error.keyword === "required" ? error.params.missingProperty : null;
  const path = error.instancePath.slice(1).split("/");
  return [...path, ...(typeof missing === "string" ? [missing] : [])].filter((part) => part !== "").join(".");
}

/** Made once: there may be many files. */
let schemas: Ajv | null = null;

function validatorOf<T extends object>(kind: DocumentName): ValidateFunction<T> {
  schemas ??= allSchemas();
  const validate = schemas.getSchema<T>(`${kind}.schema.json`);
  if (validate === undefined) throw new Error(`there is no schema of a ${kind}`);
  return validate;
}

function allSchemas(): Ajv {
  const ajv = new Ajv({ allowUnionTypes: true, meta: false, validateSchema: false });
  for (const kind of ["plan", "review", "result"]) {
    ajv.addSchema(require(`../../schemas/${kind}.schema.json`), `${kind}.schema.json`);
  }
  return ajv;
}

function isKind(value: unknown): value is DocumentName {
  return value === "plan" || value === "review" || value === "result";
}

function parseJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
