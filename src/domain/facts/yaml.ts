/** What keeps a file from being read as YAML, and what of YAML no file may have. */

import type { Cause, Literal, Name, None, Quoted } from "../fact-fields.ts";

/** What the YAML parser's errors come from. */
interface ParserCauses {
  tab: None;
  tag: None;
  indentation: None;
  /** A key stands beside another, and deeper than it. */
  "indented-too-deep": None;
  backslash: None;
  "colon-in-text": None;
  comment: None;
  "percent-sign": None;
  "text-behind-block-mark": None;
  "text-behind-quote": None;
  "text-behind-bracket": None;
  "comma-at-end": None;
  /** @property mark what the text begins with */
  "text-without-quotes": { readonly mark: Quoted };
  /** Opened here, or on a line before. */
  "open-quote-before": None;
  "open-quote": None;
  "open-bracket-before": None;
  "open-bracket": None;
  "closing-bracket": None;
  "no-dash": None;
  /** Neither a key nor an item. */
  "no-sign": None;
  "no-colon": { readonly key: Quoted };
  "no-space-after-colon": { readonly key: Quoted };
  /** Another sign, or a blank before the colon. */
  "other-sign-than-colon": { readonly key: Quoted };
  /** @property error what the parser itself says */
  other: { readonly error: Quoted };
}

export type ParserCause = Cause<ParserCauses>;

/** The parser's own names of its errors. */
export type ParserCode =
  | "yaml-alias-props"
  | "yaml-bad-alias"
  | "yaml-bad-collection-type"
  | "yaml-bad-directive"
  | "yaml-bad-dq-escape"
  | "yaml-bad-indent"
  | "yaml-bad-prop-order"
  | "yaml-bad-scalar-start"
  | "yaml-block-as-implicit-key"
  | "yaml-block-in-flow"
  | "yaml-impossible"
  | "yaml-key-over-1024-chars"
  | "yaml-missing-char"
  | "yaml-multiline-implicit-key"
  | "yaml-multiple-anchors"
  | "yaml-multiple-docs"
  | "yaml-multiple-tags"
  | "yaml-non-string-key"
  | "yaml-resource-exhaustion"
  | "yaml-tab-as-indent"
  | "yaml-tag-resolve-failed"
  | "yaml-unexpected-token";

export interface YamlFacts extends Readonly<Record<ParserCode, ParserCause>> {
  "yaml-alias": None;
  "yaml-merge-key": None;
  "yaml-tag": None;
  "yaml-duplicate-key": None;
  "yaml-merge-conflict": None;
  /**
   * @property what what it is to the eye: a space, or nothing
   * @property character `U+00A0`
   */
  "yaml-invisible":
    | { readonly what: "space"; readonly character: Literal }
    | { readonly what: "nothing"; readonly character: Literal };
  "yaml-dash": None;
  /** @property bullet the character itself */
  "yaml-bullet": { readonly bullet: Literal; readonly character: Literal };
  /** A line that YAML takes for a part of the member above. */
  "yaml-indent": None;
  "yaml-quote": { readonly what: "typographic" } | { readonly what: "never-opened" };
  "yaml-comma": None;
  "empty-file": None;
  "too-deep":
    | { readonly what: "collections"; readonly most: number }
    | { readonly what: "directories"; readonly directory: Name; readonly most: number };
}
