/** `${{ }}` and `if:`, evaluated by GitHub's own implementation of the language. */

import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type { Value, Values } from "./workflow-file.ts";

/** What an expression sees. */
export interface Scope {
  readonly contexts: Values;
  readonly status: Status;
}

/** What `success()`, `failure()` and `cancelled()` say. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

export const BEGINNING: Status = { success: true, failure: false, cancelled: false };

const STATUS_FUNCTION = /\b(?:success|failure|always|cancelled)\s*\(/;
const EXPRESSION = /\$\{\{(.*?)\}\}/gs;

/** A text with its expressions filled in. A text that is one expression as a whole keeps the type of its value. */
export function fillIn(value: Value, scope: Scope): Value {
  if (typeof value !== "string") return value;
  const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(value.trim())?.[1];
  if (whole !== undefined) return evaluate(whole, scope);
  return value.replace(EXPRESSION, (_, expression: string) => textOf(evaluate(expression, scope)));
}

/** All the values of an `env:` or `with:`, as the texts that they become. */
export function fillInAll(values: Values | undefined, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, textOf(fillIn(value, scope))]),
  );
}

/** Whether an `if:` holds. One that asks for no status holds after success alone. */
export function holds(condition: string | boolean | undefined, scope: Scope): boolean {
  const text = String(condition ?? "").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  if (!STATUS_FUNCTION.test(text) && !scope.status.success) return false;
  return text.trim() === "" || isTruthy(evaluate(text, scope));
}

/** How GitHub writes a value into a text. */
export function textOf(value: Value): string {
  if (value === null) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

export function isTruthy(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== "";
}

/** @throws Error for what is no expression, or names a context that there is none of */
function evaluate(text: string, { contexts, status }: Scope): Value {
  const functions = statusFunctions(status);
  const { tokens } = new Lexer(text).lex();
  const expression = new Parser(tokens, Object.keys(contexts), functions).parse();
  const evaluator = new Evaluator(
    expression,
    dictionary(contexts),
    new Map(functions.map((definition) => [definition.name, definition])),
  );
  return JSON.parse(JSON.stringify(evaluator.evaluate(), data.replacer));
}

function statusFunctions(status: Status) {
  const answers = { ...status, always: true };
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
}

function dictionary(values: Values): data.Dictionary {
  const revived = JSON.parse(JSON.stringify(values), data.reviver);
  if (!(revived instanceof data.Dictionary)) throw new Error("contexts are an object");
  return revived;
}
