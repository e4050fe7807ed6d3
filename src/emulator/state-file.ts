/** The state file of the emulator: a seed in YAML, and the switches to go with it. */

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { parseSeed } from "./seed.ts";
import { SeedError } from "./seed-field.ts";
import type { EmulatorState } from "./state.ts";
import type { Switches } from "./switches.ts";
import { parseSwitches } from "./switches.ts";

export interface StateFile {
  readonly state: EmulatorState;
  /** What the file says of switches, all others at their default. */
  readonly switches: Switches;
}

/**
 * Reads the text of a state file: the fields of a {@link Seed}, and `switches`.
 * @param fileName for messages alone; nothing is read
 * @throws Error whose message gives file, line, column, where in the file, and what is wrong
 */
export function parseStateFile(fileText: string, fileName: string): StateFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(fileText, { lineCounter, prettyErrors: false });
  const position = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${position(error.pos[0])}: ${error.message}`);
  const value: unknown = document.toJS();
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${fileName}: this is no state file: it holds no map with a bot`);
  }
  const { switches, ...seed } = Object.fromEntries(Object.entries(value));
  try {
    return { state: parseSeed(seed), switches: parseSwitches(switchesMap(switches)) };
  } catch (cause) {
    if (cause instanceof SeedError) {
      throw new Error(`${position(offsetOf(document.contents, cause.path))}: ${cause.message}`, { cause });
    }
    if (cause instanceof RangeError) {
      throw new Error(`${position(offsetOf(document.contents, ["switches"]))}: ${cause.message}`, { cause });
    }
    throw cause;
  }
}

function switchesMap(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new RangeError("switches: this is no map");
  return Object.fromEntries(Object.entries(value));
}

/** Where the deepest part of a path stands that the file has. */
function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node = root;
  let offset = 0;
  for (const part of path) {
    const [key, value] = childOf(node, part);
    if (hasRange(key)) offset = key.range[0];
    else if (hasRange(value)) offset = value.range[0];
    node = value;
  }
  return offset;
}

function childOf(node: unknown, part: string | number): readonly [key: unknown, value: unknown] {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return [pair?.key, pair?.value];
  }
  const value: unknown = isSeq(node) && typeof part === "number" ? node.items[part] : undefined;
  return [undefined, value];
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
