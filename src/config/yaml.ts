/** YAML into plain values and the nodes they came from, or diagnostics. */

import type { Document, Node, Pair, YAMLError } from "yaml";
import { Composer, isAlias, isMap, isNode, isScalar, isSeq, Lexer, Parser } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import type { SourceText } from "./source-text.ts";

/** One document of a file: its value for the schema, its nodes for the positions. */
export interface YamlDocument {
  readonly source: SourceText;
  readonly root: Node;
  readonly plain: unknown;
  /** Nodes that have their diagnostic already, and no value. */
  readonly refused: ReadonlySet<unknown>;
}

const SYNTAX_ERRORS_SHOWN = 3;
const QUOTED_LENGTH_MAX = 120;
/** Collections within collections; a list file needs three. Far below what the parser's recursion can bear. */
const DEPTH_MAX = 50;

const IN_PLAIN_WORDS: Partial<Record<string, string>> = {
  TAB_AS_INDENT: "a tab cannot indent YAML: use spaces",
  MULTILINE_IMPLICIT_KEY:
    "a key must stand on one line and end with a colon: is a quote or a bracket left open?",
  BAD_INDENT: "the indentation does not fit the lines around it: align it with its neighbours",
  TAG_RESOLVE_FAILED: "tags (!) are not supported: remove it (a text that begins so needs quotes)",
};

const REFUSED = {
  "yaml-alias":
    "anchors (&) and aliases (*) are not supported: write the value out (a text that begins so needs quotes)",
  "yaml-merge-key": "merge keys (<<) are not supported: write the keys out",
  "yaml-tag": "tags (!) are not supported: remove it (a text that begins so needs quotes)",
  "yaml-duplicate-key": "this key stands here twice: keep one of the two",
} as const;

const MERGE_KEY = "<<";

/** A tag that changes nothing here: numbers are text as well. */
const TEXT_TAG = "tag:yaml.org,2002:str";

/**
 * Parses every document of a file.
 * Numbers become their source text, so that a phone number keeps its plus, its zeros and all its digits.
 */
export function parseYaml(source: SourceText): {
  documents: readonly YamlDocument[];
  diagnostics: readonly Diagnostic[];
} {
  const { parsed, tooDeepAt } = composeDocuments(source);
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];
  for (const document of parsed) {
    const errors = [...document.errors, ...document.warnings].slice(0, SYNTAX_ERRORS_SHOWN);
    diagnostics.push(...errors.map((error) => syntaxDiagnostic(source, error)));
    const root = document.contents;
    if (errors.length > 0 || root === null || isBlank(root)) continue;
    const refusals: Refusals = { source, diagnostics, nodes: new Set() };
    documents.push({ source, root, plain: toPlain(root, refusals), refused: refusals.nodes });
  }
  if (tooDeepAt !== null) {
    const message = `more than ${DEPTH_MAX} collections within each other: a list file needs three, simplify it`;
    diagnostics.push(source.diagnose(tooDeepAt, "error", "too-deep", message));
  }
  if (documents.length === 0 && diagnostics.length === 0) {
    diagnostics.push(source.diagnose(0, "error", "empty-file", "the file is empty: fill it in or delete it"));
  }
  return { documents, diagnostics };
}

/**
 * Stops where it gets too deep, and has the documents before that: composing what is nested thousands of
 * times would exhaust the stack, which can end the process.
 */
function composeDocuments(source: SourceText): { parsed: Document.Parsed[]; tooDeepAt: number | null } {
  let tooDeepAt: number | null = null;
  const parser = new Parser(source.lines.addNewLine);
  function* tokens() {
    source.lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(source.text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length <= DEPTH_MAX) continue;
      tooDeepAt = parser.offset;
      return;
    }
    yield* parser.end();
  }
  // The parser's own check for keys that stand twice compares each with each.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false });
  const parsed = Array.from(composer.compose(tokens()));
  return { parsed, tooDeepAt };
}

function isBlank(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function syntaxDiagnostic(source: SourceText, error: YAMLError): Diagnostic {
  const code = `yaml-${error.code.toLowerCase().replaceAll("_", "-")}`;
  return source.diagnose(error.pos[0], "error", code, inPlainWords(error));
}

function inPlainWords({ code, message }: YAMLError): string {
  if (message.startsWith("Missing closing"))
    return "a quote is opened here or before and never closed: close it";
  if (code === "BAD_INDENT" && message.startsWith("Flow"))
    return "a bracket is opened before this and not closed, or its lines are not indented: close it";
  const [line = ""] = message.split("\n", 1);
  return IN_PLAIN_WORDS[code] ?? `this is not valid YAML: ${quotable(line)}`;
}

/** What a message may repeat of a file: short, without keys and without characters that steer a terminal. */
export function quotable(text: string): string {
  const plain = hideKeys(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return plain.length <= QUOTED_LENGTH_MAX ? plain : `${plain.slice(0, QUOTED_LENGTH_MAX)}…`;
}

interface Refusals {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
  readonly nodes: Set<unknown>;
}

function toPlain(node: unknown, refusals: Refusals): unknown {
  if (!isNode(node)) return null;
  if (isAlias(node)) return refuse("yaml-alias", node, refusals);
  if (node.anchor !== undefined) refuse("yaml-alias", node, refusals);
  if (node.tag !== undefined && node.tag !== TEXT_TAG) return refuse("yaml-tag", node, refusals);
  if (isSeq(node)) return node.items.map((item) => toPlain(item, refusals));
  if (isMap(node)) return toPlainMap(node.items, refusals);
  return isScalar(node) ? scalarText(node) : null;
}

function toPlainMap(pairs: readonly Pair[], refusals: Refusals): unknown {
  const values = new Map<string, unknown>();
  for (const { key, value } of pairs) {
    const name = keyOf({ key });
    if (name === MERGE_KEY) refuse("yaml-merge-key", key, refusals);
    else if (isAlias(key) || (isNode(key) && key.anchor !== undefined)) refuse("yaml-alias", key, refusals);
    else if (values.has(name)) refuse("yaml-duplicate-key", key, refusals);
    const plain = toPlain(value, refusals);
    if (!values.has(name)) values.set(name, plain);
  }
  return Object.fromEntries(values);
}

/** Reports a node. @returns the value that stands for it */
function refuse(code: keyof typeof REFUSED, node: unknown, { source, diagnostics, nodes }: Refusals): null {
  nodes.add(node);
  diagnostics.push(source.diagnose(offsetOf(node), "error", code, REFUSED[code]));
  return null;
}

function scalarText(node: { value: unknown; source?: string }): unknown {
  return typeof node.value === "number" || typeof node.value === "bigint" ? (node.source ?? "") : node.value;
}

/** @returns the text of a pair's key; a key that is no scalar has none that a schema knows. */
export function keyOf({ key }: { readonly key: unknown }): string {
  return isScalar(key) ? String(key.value) : "[a key that is no plain text]";
}

/** @returns where a node begins, in characters from the start of the file. */
export function offsetOf(node: unknown): number {
  return isNode(node) && node.range ? node.range[0] : 0;
}

/** @returns the pair of a mapping with this key (the first, where it stands there twice), or null. */
export function pairOf(node: unknown, key: string): Pair | null {
  if (!isMap(node)) return null;
  if (node.items.length <= INDEXED_ABOVE) return node.items.find((pair) => keyOf(pair) === key) ?? null;
  const index = indexes.get(node) ?? new Map([...node.items].reverse().map((pair) => [keyOf(pair), pair]));
  indexes.set(node, index);
  return index.get(key) ?? null;
}

/** A mapping with thousands of unknown keys is asked for each of them. */
const INDEXED_ABOVE = 16;
const indexes = new WeakMap<object, ReadonlyMap<string, Pair>>();

/** @returns the text of a scalar (of a number: as it was written), or null. */
export function textOf(node: unknown): string | null {
  if (!isScalar(node)) return null;
  const text = scalarText(node);
  return typeof text === "string" ? text : null;
}
