/** `where:` of a selection of contacts: fields, tests and values, or what is wrong with them. */

import type { Node, Pair } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { Condition } from "../domain/contact.ts";
import { CONTACT_FIELDS } from "../domain/contact.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact, Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import { parseMoment } from "../domain/moment.ts";
import { quote } from "./characters.ts";
import { hintFor } from "./nearest.ts";
import type { SourceText } from "./source-text.ts";
import { keyOf, offsetOf, textOf } from "./yaml.ts";

const TEXT_TESTS = ["is", "not", "startsWith", "contains"] as const;
const DATE_TESTS = ["before", "after"] as const;
const TESTS = [...TEXT_TESTS, ...DATE_TESTS, "set", "withinDays"] as const;

const FIELD_OF_DATES = "lastMessageDate";
const DAYS_MAX = 36_500;

/** Reads the value of `where`; its shape was checked by the schema, and what is amiss there is passed over here. */
export function readConditions(
  where: unknown,
  source: SourceText,
): { conditions: Condition[]; diagnostics: Diagnostic[] } {
  const reader = new ConditionReader(source);
  if (isMap(where)) for (const pair of where.items) reader.readField(pair);
  return { conditions: reader.conditions, diagnostics: reader.diagnostics };
}

class ConditionReader {
  readonly conditions: Condition[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly source: SourceText;

  constructor(source: SourceText) {
    this.source = source;
  }

  readField(pair: Pair): void {
    const written = keyOf(pair);
    const field = fieldNamed(written);
    if (field === null) {
      const hint = hintFor(written, CONTACT_FIELDS, literal);
      this.fault(pair.key, fact("unknown-field", { field: quote(written), hint }));
      return;
    }
    const { value } = pair;
    if (!isMap(value)) this.readTexts(field, "is", value);
    else if (value.items.length === 0)
      this.faultyValue(value, { what: "no-test", field: quote(field), tests: TESTS.map(literal) });
    else for (const test of value.items) this.readTest(field, test);
  }

  private readTest(field: string, pair: Pair): void {
    const written = keyOf(pair);
    const test = TESTS.find((one) => one === written);
    if (test === undefined) {
      const hint = hintFor(written, TESTS, literal);
      this.fault(pair.key, fact("unknown-test", { test: quote(written), hint }));
    } else if (test === "set") this.readSet(field, pair.value);
    else if (test === "before" || test === "after") this.readDate(field, test, pair.value);
    else if (test === "withinDays") this.readDays(field, pair.value);
    else this.readTexts(field, test, pair.value);
  }

  private readTexts(field: string, test: (typeof TEXT_TESTS)[number], node: unknown): void {
    const items = isSeq(node) ? node.items : [node];
    const values = items.map(textOf).filter((value): value is string => value !== null && value !== "");
    if (values.length === items.length && values.length > 0) this.conditions.push({ field, test, values });
    else this.faultyValue(node, { what: "text", field: quote(field) });
  }

  private readSet(field: string, node: unknown): void {
    if (isScalar(node) && typeof node.value === "boolean") {
      this.conditions.push({ field, test: "set", expected: node.value });
    } else this.faultyValue(node, { what: "boolean" });
  }

  private readDate(field: string, test: (typeof DATE_TESTS)[number], node: unknown): void {
    if (!this.isDate(field, node)) return;
    const at = parseMoment(textOf(node) ?? "");
    if (at !== null) this.conditions.push({ field, test, at });
    else this.fault(node, fact("condition-date", { what: "date", test }));
  }

  private readDays(field: string, node: unknown): void {
    if (!this.isDate(field, node)) return;
    const days = Number(textOf(node) ?? Number.NaN);
    if (days > 0 && days <= DAYS_MAX) this.conditions.push({ field, test: "withinDays", days });
    else this.faultyValue(node, { what: "days", most: DAYS_MAX });
  }

  private isDate(field: string, node: unknown): boolean {
    if (field === FIELD_OF_DATES || field.startsWith("extras.")) return true;
    const dates = literal(FIELD_OF_DATES);
    this.fault(node, fact("condition-date", { what: "no-dates", field: quote(field), dates }));
    return false;
  }

  private faultyValue(node: unknown, cause: Facts["condition-value"]): void {
    this.fault(node, fact("condition-value", cause));
  }

  private fault(node: unknown, what: Fact): void {
    const offset = offsetOf(node as Node);
    this.diagnostics.push(this.source.diagnose(offset, "error", what));
  }
}

/** @returns the field as Blip spells it, or null */
function fieldNamed(written: string): string | null {
  if (/^extras\..+/i.test(written)) return `extras.${written.slice("extras.".length)}`;
  return CONTACT_FIELDS.find((field) => field.toLowerCase() === written.toLowerCase()) ?? null;
}
