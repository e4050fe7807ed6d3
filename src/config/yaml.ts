/** YAML into plain values and the nodes they came from, or diagnostics. */

import type { Document, Node, Pair, YAMLError } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { SourceText } from "./source-text.ts";

/** One document of a file: its value for the schema, its nodes for the positions. */
export interface YamlDocument {
  readonly source: SourceText;
  readonly root: Node;
  readonly plain: unknown;
}

const SYNTAX_ERRORS_SHOWN = 3;

const IN_PLAIN_WORDS: Partial<Record<string, string>> = {
  TAB_AS_INDENT: "a tab cannot indent YAML: use spaces",
  DUPLICATE_KEY: "this key stands here twice: keep one of the two",
  MULTILINE_IMPLICIT_KEY:
    "a key must stand on one line and end with a colon: is a quote or a bracket left open?",
  BAD_INDENT: "the indentation does not fit the lines around it: align it with its neighbours",
};

/**
 * Parses every document of a file.
 * Numbers become their source text, so that a phone number keeps its plus, its zeros and all its digits.
 */
export function parseYaml(source: SourceText): { documents: YamlDocument[]; diagnostics: Diagnostic[] } {
  const parsed = parseDocuments(source);
  if (!Array.isArray(parsed)) return { documents: [], diagnostics: [parsed] };
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];
  for (const document of parsed) {
    const errors = [...document.errors, ...document.warnings].slice(0, SYNTAX_ERRORS_SHOWN);
    diagnostics.push(...errors.map((error) => syntaxDiagnostic(source, error)));
    if (errors.length > 0 || isBlank(document)) continue;
    const refused: Diagnostic[] = [];
    const plain = toPlain(document.contents, source, refused);
    diagnostics.push(...refused);
    if (refused.length === 0 && document.contents) documents.push({ source, root: document.contents, plain });
  }
  if (documents.length === 0 && diagnostics.length === 0) {
    diagnostics.push(source.diagnose(0, "error", "empty-file", "the file is empty: fill it in or delete it"));
  }
  return { documents, diagnostics };
}

function parseDocuments(source: SourceText): Document.Parsed[] | Diagnostic {
  try {
    const parsed = parseAllDocuments(source.text, { lineCounter: source.lines, prettyErrors: false });
    return Array.isArray(parsed) ? parsed : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return source.diagnose(0, "error", "too-deep", "the file is nested too deeply to be read: simplify it");
  }
}

function isBlank(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents === null || (isScalar(contents) && contents.value === null);
}

function syntaxDiagnostic(source: SourceText, error: YAMLError): Diagnostic {
  const message = IN_PLAIN_WORDS[error.code] ?? `this is not valid YAML: ${error.message}`;
  return source.diagnose(
    error.pos[0],
    "error",
    `yaml-${error.code.toLowerCase().replaceAll("_", "-")}`,
    message,
  );
}

function toPlain(node: unknown, source: SourceText, refused: Diagnostic[]): unknown {
  if (!isNode(node)) return null;
  if (isAlias(node) || node.anchor !== undefined) {
    refused.push(
      source.diagnose(
        offsetOf(node),
        "error",
        "yaml-alias",
        "anchors (&) and aliases (*) are not supported: write the value out (a text that begins so needs quotes)",
      ),
    );
    return null;
  }
  if (isSeq(node)) return node.items.map((item) => toPlain(item, source, refused));
  if (isMap(node)) {
    const entries = node.items.map((pair) => [keyOf(pair), toPlain(pair.value, source, refused)] as const);
    return Object.fromEntries(entries);
  }
  return isScalar(node) ? scalarText(node) : null;
}

function scalarText(node: { value: unknown; source?: string }): unknown {
  return typeof node.value === "number" || typeof node.value === "bigint" ? (node.source ?? "") : node.value;
}

/** @returns the text of a pair's key; a key that is no scalar has none that a schema knows. */
function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "[a key that is no plain text]";
}

/** @returns where a node begins, in characters from the start of the file. */
export function offsetOf(node: unknown): number {
  return isNode(node) && node.range ? node.range[0] : 0;
}

/** @returns the pair of a mapping with this key, or null. */
export function pairOf(node: unknown, key: string): Pair | null {
  return isMap(node) ? (node.items.find((pair) => keyOf(pair) === key) ?? null) : null;
}

/** @returns the text of a scalar (of a number: as it was written), or null. */
export function textOf(node: unknown): string | null {
  if (!isScalar(node)) return null;
  const text = scalarText(node);
  return typeof text === "string" ? text : null;
}
