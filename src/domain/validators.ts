/**
 * The JSON Schemas of the documents that this tool writes and reads back, as functions. Here ajv compiles each when
 * it is first asked for; `npm run build` puts the code that ajv wrote beforehand in this file's place
 * (rolldown.config.ts).
 */

import { createRequire } from "node:module";
import type { CodeOptions, ValidateFunction } from "ajv";
import { Ajv } from "ajv";

const KINDS = ["plan", "review", "result"] as const;

export type DocumentKind = (typeof KINDS)[number];

const require = createRequire(import.meta.url);

/** @returns ajv with each document's schema under the document's name */
export function ajvOfDocuments(code: CodeOptions = {}): Ajv {
  const ajv = new Ajv({ allowUnionTypes: true, meta: false, validateSchema: false, code });
  for (const kind of KINDS) {
    const file = `${kind}.schema.json`;
    ajv.addSchema(require(`../../schemas/${file}`), file);
    ajv.addSchema({ $ref: file }, kind);
  }
  return ajv;
}

let ajv: Ajv | null = null;

export function validatorOf<T>(kind: DocumentKind): ValidateFunction<T> {
  ajv ??= ajvOfDocuments();
  const validate = ajv.getSchema<T>(kind);
  if (validate === undefined) throw new Error(`there is no schema of a ${kind}`);
  return validate;
}
