/** What the JSON Schemas of list files and of bot.yaml say of a document. */

import type { Cause, Hint, Literal, None, Quoted } from "../fact-fields.ts";

/** What a verdict is about. */
export type Subject =
  | { readonly what: "document" | "member" }
  | { readonly what: "value"; readonly key: Quoted }
  /** One of several that stand below a key. */
  | { readonly what: "entry"; readonly key: Quoted };

export type Expected = "text" | "whole-number" | "number" | "mapping" | "list" | "boolean";
export type Actual = "empty" | "list" | "boolean" | "mapping" | "text";

/** A key that a mapping may not have. */
interface UnknownKeyCauses {
  /** @property character `U+00A0` */
  invisible: { readonly character: Literal };
  number: None;
  unknown: { readonly key: Quoted; readonly hint: Hint<Literal> };
}

interface About {
  readonly subject: Subject;
}

/** @property example one that is right, as JSON */
interface WithExample extends About {
  readonly example: Quoted | null;
}

/** Of a text there may be more to say: it has a character that nobody sees, `U+00A0`. */
type OfText<T> =
  | ({ readonly what: "invisible"; readonly character: Literal } & About)
  | ({ readonly what: "visible" } & T);

/** @property isItems whether entries stand on one line that belong on lines of their own */
interface WrongType extends WithExample {
  readonly expected: readonly Expected[];
  readonly actual: Actual;
  readonly isItems: boolean;
}

interface WrongForm extends WithExample {
  readonly form: "contract" | "bot" | "country" | "other";
}

interface WrongValue extends About {
  readonly values: readonly Literal[];
}

export interface SchemaFacts {
  "unknown-key": Cause<UnknownKeyCauses>;
  "schema-required": About & { readonly key: Literal };
  "schema-one-of": About & { readonly keys: readonly Literal[] };
  "schema-minimum": About & { readonly least: number };
  "schema-maximum": About & { readonly most: number };
  "schema-type": OfText<WrongType>;
  "schema-enum": OfText<WrongValue>;
  "schema-pattern": OfText<WrongForm>;
  "schema-min-length": OfText<WithExample>;
}
