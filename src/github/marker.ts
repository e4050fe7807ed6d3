/**
 * Hidden marks in comments and issues. One at the beginning, by which this tool finds again what it wrote; in a comment
 * another at the end, which says of its making: so that a run of an earlier commit that ends late takes nothing newer
 * away, and a plan that finds nothing left to do no result.
 */

import { posix } from "node:path";

export type MarkedKind = "review" | "drift";

/**
 * One for each kind and directory, as an HTML comment that no directory name can end.
 * @param directory as the person named it; `lists`, `./lists` and `lists/` are one
 */
export function markerOf(kind: MarkedKind, directory: string): string {
  return `<!-- blip-lists ${kind}: ${encoded(directoryKey(directory))} -->`;
}

/** A body begins with its marker, so that a report which quotes one is not taken for its comment. */
export function bearsMarker(body: string, marker: string): boolean {
  return body.trimStart().startsWith(marker);
}

/** The form in which two spellings of one directory are the same string. */
export function directoryKey(directory: string): string {
  const path = posix.normalize(directory.replaceAll("\\", "/"));
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}

/** No `<`, `>` or blank is left, nor half of a surrogate pair, which could not be encoded. */
function encoded(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

export interface Made {
  readonly state: "planned" | "no-plan" | "applying" | "result";
  /** The head of the pull request that was planned; null where that is not known. */
  readonly commit: string | null;
  /** The run that wrote it; null for a person. */
  readonly run: { readonly id: number; readonly attempt: number } | null;
}

/** What is to be written. */
export interface Making extends Made {
  /** Whether it is a plan that has nothing to do, or none. */
  readonly isEmpty: boolean;
}

/** A pull request as it is now. */
export interface PullRequestNow {
  readonly headCommit: string;
  readonly isMerged: boolean;
}

/** `newer`: it is of a newer commit, or a newer run. `result`: it says what came of an apply. */
export type WhyLeft = "newer" | "result";

const STATES = ["planned", "no-plan", "applying", "result"] as const;
const LINE = /^<!-- blip-lists made: ([a-z-]+) ([a-p]+|-) (?:([g-p]{1,16})\.([g-p]{1,6})|-) -->$/;
const NONE = "-";
/** Digits are written as letters: nothing that looks like a phone number belongs into a comment. */
const DIGITS = "ghijklmnop";

export function withMade(body: string, { state, commit, run }: Made): string {
  const of = commit === null ? NONE : inLetters(commit);
  const by = run === null ? NONE : `${inLetters(String(run.id))}.${inLetters(String(run.attempt))}`;
  return `${body.trimEnd()}\n\n<!-- blip-lists made: ${state} ${of} ${by} -->\n`;
}

/** @returns null where the body does not say */
export function madeOf(body: string): Made | null {
  const line = body.trimEnd().split(/\r?\n/).at(-1) ?? "";
  const [, word, commit = NONE, id, attempt] = LINE.exec(line) ?? [];
  const state = STATES.find((one) => one === word);
  if (state === undefined) return null;
  const run =
    id === undefined || attempt === undefined
      ? null
      : { id: Number(inDigits(id)), attempt: Number(inDigits(attempt)) };
  return { state, commit: commit === NONE ? null : inDigits(commit), run };
}

/** @returns why a comment stays as it is; null where it may be replaced */
export async function whyLeft(
  found: Made | null,
  wanted: Making,
  pullRequest: () => Promise<PullRequestNow>,
): Promise<WhyLeft | null> {
  // Applies come one after the other: the last that speaks is the newest, also when an older run is repeated.
  if (found === null || isOfApply(wanted)) return null;
  const isOfOther = found.commit !== null && wanted.commit !== null && found.commit !== wanted.commit;
  if (isOfApply(found) && !isOfOther && (wanted.isEmpty || (await pullRequest()).isMerged)) return "result";
  if (isOfOther) {
    const { headCommit } = await pullRequest();
    if (wanted.commit === headCommit) return null;
    if (found.commit === headCommit) return "newer";
  }
  return isBefore(wanted.run, found.run) ? "newer" : null;
}

function isOfApply({ state }: Made): boolean {
  return state === "applying" || state === "result";
}

function isBefore(one: Made["run"], other: Made["run"]): boolean {
  if (one === null || other === null) return false;
  return one.id === other.id ? one.attempt < other.attempt : one.id < other.id;
}

function inLetters(text: string): string {
  return text.replace(/\d/g, (digit) => DIGITS.charAt(Number(digit)));
}

function inDigits(text: string): string {
  return text.replace(/[g-p]/g, (letter) => String(DIGITS.indexOf(letter)));
}
