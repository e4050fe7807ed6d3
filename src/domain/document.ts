/** Reads JSON documents back that this tool wrote, or says what is wrong with them. */

import type { DocumentKind } from "./validators.ts";
import { validatorOf } from "./validators.ts";

/** Of every document that this tool writes. */
export const FORMAT_VERSION = 1;

export type { DocumentKind };

/** What a person is to know of a document that cannot be used: a sentence without its subject. */
export interface Problem {
  readonly problem: string;
}

const FLAGS: Readonly<Record<DocumentKind, string>> = {
  plan: "a saved plan, for --plan",
  review: "a review file, for --review, --approved and --reviewed",
  result: "the result of an apply, for --result",
};

/** Checks the form of a document; whether it is genuine is another question. */
export function readDocument<T extends object>(text: string, kind: DocumentKind): T | Problem {
  if (text.trim() === "") return { problem: "is empty" };
  const document = parseJson(text);
  if (document === null) return { problem: "is not whole: it was cut, or is no JSON" };
  const { formatVersion, kind: named, desired } = document as Partial<Record<string, unknown>>;
  // Plans came first: they alone do not say what they are.
  const actual = named ?? (desired === undefined ? null : "plan");
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) {
    return { problem: `is of format ${formatVersion}, newer than this blip-lists reads: update it` };
  }
  if (isKind(actual) && actual !== kind) return { problem: `is ${FLAGS[actual]}` };
  const validate = validatorOf<T>(kind);
  if (validate(document)) return document;
  const [error] = validate.errors ?? [];
  const where = error?.instancePath.slice(1).replaceAll("/", ".") || "the document";
  return { problem: `is no ${kind} of blip-lists: ${where} ${error?.message ?? "is not valid"}` };
}

function isKind(value: unknown): value is DocumentKind {
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
