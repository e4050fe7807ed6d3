/** `where:` of a selection of contacts: fields, tests and values, or what is wrong with them. */

import type { Node, Pair } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { Condition } from "../domain/contact.ts";
import { CONTACT_FIELDS } from "../domain/contact.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { parseMoment } from "../domain/moment.ts";
import { nearestTo } from "./nearest.ts";
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
      const hint = nearestTo(written, CONTACT_FIELDS, "fields");
      this.fault(
        pair.key,
        "unknown-field",
        `contacts have no field "${written}": ${hint}, or extras.… for one of your own`,
      );
      return;
    }
    const { value } = pair;
    if (!isMap(value)) this.readTexts(field, "is", value);
    else if (value.items.length === 0)
      this.fault(
        value,
        "condition-value",
        `${field} has no test: write a value, or one of ${TESTS.join(", ")}`,
      );
    else for (const test of value.items) this.readTest(field, test);
  }

  private readTest(field: string, pair: Pair): void {
    const written = keyOf(pair);
    const test = TESTS.find((one) => one === written);
    if (test === undefined) {
      this.fault(
        pair.key,
        "unknown-test",
        `there is no test "${written}": ${nearestTo(written, TESTS, "tests")}`,
      );
    } else if (test === "set") this.readSet(field, pair.value);
    else if (test === "before" || test === "after") this.readDate(field, test, pair.value);
    else if (test === "withinDays") this.readDays(field, pair.value);
    else this.readTexts(field, test, pair.value);
  }

  private readTexts(field: string, test: (typeof TEXT_TESTS)[number], node: unknown): void {
    const items = isSeq(node) ? node.items : [node];
    const values = items.map(textOf).filter((value): value is string => value !== null && value !== "");
    if (values.length === items.length && values.length > 0) this.conditions.push({ field, test, values });
    else this.fault(node, "condition-value", `${field} wants a text, or a list of texts`);
  }

  private readSet(field: string, node: unknown): void {
    if (isScalar(node) && typeof node.value === "boolean") {
      this.conditions.push({ field, test: "set", expected: node.value });
    } else this.fault(node, "condition-value", "set wants true or false");
  }

  private readDate(field: string, test: (typeof DATE_TESTS)[number], node: unknown): void {
    if (!this.isDate(field, node)) return;
    const at = parseMoment(textOf(node) ?? "");
    if (at !== null) this.conditions.push({ field, test, at });
    else
      this.fault(
        node,
        "condition-date",
        `${test} wants a date that exists, for example 2026-11-03 or 2026-11-03T12:00:00Z (without a zone it is UTC)`,
      );
  }

  private readDays(field: string, node: unknown): void {
    if (!this.isDate(field, node)) return;
    const days = Number(textOf(node) ?? Number.NaN);
    if (days > 0 && days <= DAYS_MAX) this.conditions.push({ field, test: "withinDays", days });
    else this.fault(node, "condition-value", `withinDays wants a number of days, from 1 to ${DAYS_MAX}`);
  }

  private isDate(field: string, node: unknown): boolean {
    if (field === FIELD_OF_DATES || field.startsWith("extras.")) return true;
    this.fault(
      node,
      "condition-date",
      `${field} holds no date: dates stand in ${FIELD_OF_DATES}, or in extras.…`,
    );
    return false;
  }

  private fault(node: unknown, code: string, message: string): void {
    const offset = offsetOf(node as Node);
    this.diagnostics.push(this.source.diagnose(offset, "error", code, message));
  }
}

/** @returns the field as Blip spells it, or null */
function fieldNamed(written: string): string | null {
  if (/^extras\..+/i.test(written)) return `extras.${written.slice("extras.".length)}`;
  return CONTACT_FIELDS.find((field) => field.toLowerCase() === written.toLowerCase()) ?? null;
}
