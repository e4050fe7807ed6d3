/** The JSON Schemas of the files people write, held against a document in a time that grows with its length. */

import type { ErrorObject } from "ajv";
import type { Part } from "./validators.ts";
import { validatorOf } from "./validators.ts";

export type SchemaName = "list" | "bot";

type Fields = Readonly<Record<string, unknown>>;

/** What may be long in a document, with the files that have it. */
const LONG: readonly {
  readonly key: string;
  readonly part: LongPart;
  readonly schemas: readonly SchemaName[];
}[] = [
  { key: "members", part: "member", schemas: ["list"] },
  { key: "exclude", part: "member", schemas: ["list", "bot"] },
  { key: "membersFrom", part: "audience", schemas: ["list"] },
  { key: "excludeFrom", part: "audience", schemas: ["list", "bot"] },
];

type LongPart = "member" | "audience";

/** Part by part: ajv's time over one array, or one mapping, grows with the square of its errors. */
export function errorsOfDocument(name: SchemaName, plain: unknown): readonly ErrorObject[] {
  if (!isFields(plain)) return errorsOf(name, plain);
  const long = LONG.filter(({ key, part, schemas }) => {
    const isLong = Array.isArray(plain[key]) || (part === "audience" && isFields(plain[key]));
    return isLong && schemas.includes(name);
  });
  const emptied = Object.fromEntries(long.map(({ key }) => [key, []]));
  const errors = [...errorsOf(name, { ...plain, ...emptied })];
  for (const { key, part } of long) {
    for (const error of errorsOfParts(part, `/${key}`, plain[key])) errors.push(error);
  }
  return errors;
}

function* errorsOfParts(part: LongPart, path: string, value: unknown): Generator<ErrorObject> {
  if (!Array.isArray(value)) yield* errorsOfPart(part, path, value);
  else for (const [index, entry] of value.entries()) yield* errorsOfPart(part, `${path}/${index}`, entry);
}

function* errorsOfPart(part: LongPart, path: string, value: unknown): Generator<ErrorObject> {
  if (part === "audience" && isFields(value)) yield* errorsOfAudience(path, value);
  else yield* at(path, errorsOf(part, value));
}

function* errorsOfAudience(path: string, audience: Fields): Generator<ErrorObject> {
  const { contacts } = audience;
  const where = isFields(contacts) ? contacts.where : null;
  if (!isFields(contacts) || !isFields(where)) {
    yield* at(path, errorsOf("audience", audience));
    return;
  }
  const emptied = { ...audience, contacts: { ...contacts, where: {} } };
  yield* at(path, errorsOf("audience", emptied));
  for (const [field, condition] of Object.entries(where)) {
    const here = `${path}/contacts/where/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Array.isArray(condition)) yield* at(here, errorsOf("condition", condition));
    else {
      for (const [index, value] of condition.entries())
        yield* at(`${here}/${index}`, errorsOf("conditionValue", value));
    }
  }
}

function* at(path: string, errors: readonly ErrorObject[]): Generator<ErrorObject> {
  for (const error of errors) yield { ...error, instancePath: path + error.instancePath };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function errorsOf(part: Part, plain: unknown): readonly ErrorObject[] {
  const validate = validatorOf(part);
  return validate(plain) ? [] : (validate.errors ?? []);
}
