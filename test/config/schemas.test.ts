import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { readConfiguration } from "../../src/config/desired.ts";
import { loadDirectory } from "../../src/config/load.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCHEMAS = readdirSync(`${ROOT}/schemas`);

function schema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${ROOT}/schemas/${name}`, "utf8"));
}

/** As an editor does it: numbers are numbers, and the schema stands alone. */
function validatorOf(name: string): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  ajv.addSchema(schema("list.schema.json"), "list.schema.json");
  return name === "list.schema.json" ? ajv.compile({ $ref: name }) : ajv.compile(schema(name));
}

/** Every property of a schema by its path, references within the schema followed. */
function propertiesOf(root: Record<string, unknown>): [string, Record<string, unknown>][] {
  const found: [string, Record<string, unknown>][] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "examples" || key === "default" || key === "enum" || key === "const") continue;
      if (key === "properties") {
        for (const [name, property] of Object.entries(value))
          found.push([`${path}/${name}`, { ...definitionOf(root, property), ...Object(property) }]);
      }
      visit(value, `${path}/${key}`);
    }
  };
  visit(root, "");
  return found;
}

function definitionOf(root: Record<string, unknown>, property: unknown): object {
  const name = String(Object(property).$ref ?? "").replace("#/definitions/", "");
  return Object(root.definitions)[name] ?? {};
}

/** Every keyword that a schema uses, at whatever depth. */
function keywordsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(keywordsOf);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (["examples", "default", "enum"].includes(keyword)) return [keyword];
    const isNames = keyword === "properties" || keyword === "definitions";
    return [keyword, ...(isNames ? Object.values(Object(value)).flatMap(keywordsOf) : keywordsOf(value))];
  });
}

describe.each(SCHEMAS)("the schema %s", (name) => {
  test("is valid draft-07, and names itself so", () => {
    const ajv = new Ajv();
    expect(schema(name).$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(ajv.validateSchema(schema(name))).toBe(true);
  });

  test("describes every property, with examples that are valid", () => {
    const properties = propertiesOf(schema(name));
    expect(properties.length).toBeGreaterThan(2);
    for (const [path, { description, examples, ...property }] of properties) {
      expect(description, `${path} has a description`).toEqual(expect.stringMatching(/.{10,}/));
      expect(examples, `${path} has examples`).toEqual(expect.arrayContaining([expect.anything()]));
      const ajv = new Ajv({ allowUnionTypes: true, strict: false });
      for (const other of ["list.schema.json", "plan.schema.json"]) ajv.addSchema(schema(other), other);
      const validate = ajv.compile({ definitions: Object(schema(name).definitions), ...property });
      for (const example of Array.isArray(examples) ? examples : [])
        expect(validate(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
    }
  });
});

describe("what ajv may find wrong with a file that people write", () => {
  /** What a document is held against; all else of a schema describes, or says where. */
  const DESCRIBING = ["$schema", "title", "description", "examples", "default", "definitions", "properties"];
  const LEADING = ["$ref", "items", "if", "then", "else"];
  const SAID = ["type", "required", "additionalProperties", "oneOf", "minimum", "maximum"];
  const SAID_OF_TEXTS = ["enum", "pattern", "minLength"];
  /** Of names alone, whose meaning is checked as well. */
  const OF_NAMES = ["maxLength"];

  test.each(["list.schema.json", "bot.schema.json"])("has words: %s", (name) => {
    const known = [...DESCRIBING, ...LEADING, ...SAID, ...SAID_OF_TEXTS, ...OF_NAMES];
    expect(keywordsOf(schema(name)).filter((keyword) => !known.includes(keyword))).toEqual([]);
  });
});

describe("this repository's own lists", () => {
  const files = readdirSync(`${ROOT}/lists`).filter((name) => name.endsWith(".yaml"));

  test.each(files)("are what an editor takes for valid: %s", (name) => {
    const validate = validatorOf(name === "bot.yaml" ? "bot.schema.json" : "list.schema.json");
    const documents = parseAllDocuments(readFileSync(`${ROOT}/lists/${name}`, "utf8"));
    expect([...documents].length).toBeGreaterThan(0);
    for (const document of documents) {
      validate(document.toJS());
      expect(validate.errors).toBeNull();
    }
  });

  test("are read without a complaint", async () => {
    const { diagnostics, desired } = await readConfiguration(await loadDirectory("lists", ROOT));
    expect(diagnostics).toEqual([]);
    expect(desired.lists.length).toBeGreaterThan(1);
  });
});

test("an editor accepts every form of a member that is read", () => {
  const validate = validatorOf("list.schema.json");
  const members = [
    "+55 31 99999-8888",
    5531999998888,
    31.999998888,
    { phone: 31999998888, note: "x" },
    { identity: "a@b.net" },
  ];
  expect(validate({ name: "vip", members })).toBe(true);
  expect(validate({ name: "vip", members: null })).toBe(true);
  for (const wrong of [
    true,
    null,
    [],
    {},
    { phone: 1, identity: "a@b.net" },
    { note: "x" },
    { phone: 1, x: 1 },
  ])
    expect(validate({ name: "vip", members: [wrong] }), JSON.stringify(wrong)).toBe(false);
});
