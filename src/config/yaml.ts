/** YAML into plain values and the nodes they came from, or diagnostics. */

import type { Document, Node, Pair } from "yaml";
import { Composer, isAlias, isMap, isNode, isScalar, isSeq, Lexer, Parser } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { fact } from "../domain/fact.ts";
import type { SourceText } from "./source-text.ts";
import { syntaxProblems } from "./syntax.ts";

/** One document of a file: its value for the schema, its nodes for the positions. */
export interface YamlDocument {
  readonly source: SourceText;
  readonly root: Node;
  readonly plain: unknown;
  /** Nodes that have their diagnostic already, and no value. */
  readonly refused: ReadonlySet<unknown>;
}

/** Collections within collections; a list file needs three. Far below what the parser's recursion can bear. */
const DEPTH_MAX = 50;

/** What of YAML no file may have. */
type Refused = "yaml-alias" | "yaml-merge-key" | "yaml-tag" | "yaml-duplicate-key";

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
  countLines(source);
  const { parsed, tooDeepAt } = composeDocuments(source.text);
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];
  for (const { errors, warnings, contents: root } of parsed) {
    if (errors.length + warnings.length > 0 || root === null || isBlank(root)) continue;
    const refusals: Refusals = { source, diagnostics, nodes: new Set() };
    documents.push({ source, root, plain: toPlain(root, refusals), refused: refusals.nodes });
  }
  const again = (text: string) => composeDocuments(text).parsed;
  for (const problem of syntaxProblems(source, parsed, again)) diagnostics.push(problem);
  if (tooDeepAt !== null) {
    const tooDeep = fact("too-deep", { what: "collections", most: DEPTH_MAX });
    diagnostics.push(source.diagnose(tooDeepAt, "error", tooDeep));
  }
  if (documents.length === 0 && diagnostics.length === 0) {
    diagnostics.push(nothingRead(source));
  }
  return { documents, diagnostics };
}

function nothingRead(source: SourceText): Diagnostic {
  const percent = source.text.search(/^%(?!YAML)/m);
  if (percent < 0) return source.diagnose(0, "error", fact("empty-file"));
  return source.diagnose(percent, "error", fact("yaml-bad-directive", { what: "percent-sign" }));
}

/** The parser's own count leaves out line ends within what it cannot read. */
function countLines({ text, lines }: SourceText): void {
  lines.addNewLine(0);
  for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1))
    lines.addNewLine(feed + 1);
}

/**
 * Stops where it gets too deep, and has the documents before that: composing what is nested thousands of
 * times would exhaust the stack, which can end the process.
 */
function composeDocuments(text: string): { parsed: Document.Parsed[]; tooDeepAt: number | null } {
  let tooDeepAt: number | null = null;
  const parser = new Parser();
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
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
function refuse(code: Refused, node: unknown, { source, diagnostics, nodes }: Refusals): null {
  nodes.add(node);
  diagnostics.push(source.diagnose(offsetOf(node), "error", fact(code)));
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
