/** The JSON Schemas of the files people write, held against a document in a time that grows with its length. */

import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";

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

type Fields = Readonly<Record<string, unknown>>;

/** What may be long in a document, with the files that have it. */
const LONG: readonly {
  readonly key: string;
  readonly part: Part;
  readonly schemas: readonly SchemaName[];
}[] = [
  { key: "members", part: "member", schemas: ["list"] },
  { key: "exclude", part: "member", schemas: ["list", "bot"] },
  { key: "membersFrom", part: "audience", schemas: ["list"] },
  { key: "excludeFrom", part: "audience", schemas: ["list", "bot"] },
];

type Part = "member" | "audience";

/** Part by part: ajv's time over one array, or one mapping, grows with the square of its errors. */
export function errorsOfDocument(name: SchemaName, plain: unknown): readonly ErrorObject[] {
  if (!isFields(plain)) return errorsOf(name, "", plain);
  const long = LONG.filter(({ key, part, schemas }) => {
    const isLong = Array.isArray(plain[key]) || (part === "audience" && isFields(plain[key]));
    return isLong && schemas.includes(name);
  });
  const emptied = Object.fromEntries(long.map(({ key }) => [key, []]));
  const errors = [...errorsOf(name, "", { ...plain, ...emptied })];
  for (const { key, part } of long) {
    for (const error of errorsOfParts(part, `/${key}`, plain[key])) errors.push(error);
  }
  return errors;
}

function* errorsOfParts(part: Part, path: string, value: unknown): Generator<ErrorObject> {
  if (!Array.isArray(value)) yield* errorsOfPart(part, path, value);
  else for (const [index, entry] of value.entries()) yield* errorsOfPart(part, `${path}/${index}`, entry);
}

function* errorsOfPart(part: Part, path: string, value: unknown): Generator<ErrorObject> {
  if (part === "audience" && isFields(value)) yield* errorsOfAudience(path, value);
  else yield* at(path, errorsOf("list", `#/definitions/${part}`, value));
}

function* errorsOfAudience(path: string, audience: Fields): Generator<ErrorObject> {
  const { contacts } = audience;
  const where = isFields(contacts) ? contacts.where : null;
  if (!isFields(contacts) || !isFields(where)) {
    yield* at(path, errorsOf("list", "#/definitions/audience", audience));
    return;
  }
  const emptied = { ...audience, contacts: { ...contacts, where: {} } };
  yield* at(path, errorsOf("list", "#/definitions/audience", emptied));
  for (const [field, condition] of Object.entries(where)) {
    const here = `${path}/contacts/where/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Array.isArray(condition)) yield* at(here, errorsOf("list", "#/definitions/condition", condition));
    else {
      for (const [index, value] of condition.entries())
        yield* at(`${here}/${index}`, errorsOf("list", "#/definitions/condition/items", value));
    }
  }
}

function* at(path: string, errors: readonly ErrorObject[]): Generator<ErrorObject> {
  for (const error of errors) yield { ...error, instancePath: path + error.instancePath };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
