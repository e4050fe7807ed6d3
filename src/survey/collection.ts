/** Reads a whole collection page by page, or fails: it never answers with less than all of it. */

import pMap from "p-map";
import type { Page, Window } from "./reader.ts";
import { PageRefused } from "./reader.ts";

/** Sizes to ask for, largest first. The largest that Blip takes is documented for contacts alone (30,000). */
const PAGE_SIZES = [30_000, 10_000, 1_000, 100] as const;
/** How often a collection is read before it counts as one that does not hold still. */
const READS_MAX = 3;
const PAGES_AT_ONCE = 8;
/** No collection is this long; a server that never ends one would otherwise be read for ever. */
const PAGES_MAX = 100_000;
/** From here on a total that is just the length of the first page may be the page's, and the rest missing. */
const SUSPICIOUS_LENGTH = 100;

/** A collection that could not be read to its end. */
export class IncompleteCollection extends Error {
  override readonly name = "IncompleteCollection";
}

export type FetchPage = (window: Window) => Promise<Page>;

/** The page size that worked last, shared by the collections of one survey, so that each refusal is met once. */
export interface PageSize {
  take: number;
}

export function largestPageSize(): PageSize {
  return { take: PAGE_SIZES[0] };
}

/**
 * @param what names the collection in the error: `the list black-friday`
 * @param onPage called with the number of items of each page that came
 * @returns the key of each item, once
 * @throws IncompleteCollection after repeated pages, early ends or a count that does not match, several times
 */
export async function readCollection(
  what: string,
  fetchPage: FetchPage,
  size: PageSize,
  keyOf: (item: string) => string,
  onPage: (items: number) => void = () => {},
): Promise<Set<string>> {
  let problem = "";
  for (let read = 0; read < READS_MAX; read += 1) {
    const result = await readOnce(fetchPage, size, keyOf, onPage);
    if (typeof result !== "string") return result;
    problem = result;
  }
  throw new IncompleteCollection(
    `${what} could not be read completely (${problem}), ${READS_MAX} times over: it may be changing right now, try again`,
  );
}

/** @returns the keys, or why they cannot be all. */
async function readOnce(
  fetchPage: FetchPage,
  size: PageSize,
  keyOf: (item: string) => string,
  onPage: (items: number) => void,
): Promise<Set<string> | string> {
  const { first, take } = await firstPage(fetchPage, size);
  onPage(first.items.length);
  const keys = new Set(first.items.map(keyOf));
  if (first.items.length > take) return "a page is longer than what was asked";
  if (keys.size < first.items.length) return "a page holds one item twice";
  const came = first.items.length;
  const total = first.total === came && came >= SUSPICIOUS_LENGTH ? null : first.total;
  const reading: Reading = { fetchPage, total, keyOf, onPage, keys };
  const problem =
    total === null ? await readToTheEnd(reading, came, take) : await readTheRest(reading, total, came, take);
  if (problem !== null) return problem;
  return total === null || keys.size === total ? keys : `${keys.size} of ${total} came`;
}

async function firstPage(fetchPage: FetchPage, size: PageSize): Promise<{ first: Page; take: number }> {
  for (;;) {
    const { take } = size;
    try {
      return { first: await fetchPage({ skip: 0, take }), take };
    } catch (error) {
      const smaller = PAGE_SIZES.find((candidate) => candidate < take);
      if (!(error instanceof PageRefused) || smaller === undefined) throw error;
      size.take = Math.min(size.take, smaller);
    }
  }
}

interface Reading {
  readonly fetchPage: FetchPage;
  readonly total: number | null;
  readonly keyOf: (item: string) => string;
  readonly onPage: (items: number) => void;
  readonly keys: Set<string>;
}

/**
 * The total is known. A server may cap what is asked, so the second page, too, is read alone: the longer of
 * the two is what a page truly holds, and the windows after them are read at once.
 * @returns a problem, or null
 */
async function readTheRest(
  reading: Reading,
  total: number,
  came: number,
  take: number,
): Promise<string | null> {
  if (came >= total) return null;
  const second = await readPage(reading, came, Math.min(take, total - came));
  if (typeof second === "string") return second;
  const step = Math.max(came, second, PAGE_SIZES[PAGE_SIZES.length - 1] ?? 1);
  const windows: Window[] = [];
  for (let skip = came + second; skip < total; skip += step) {
    windows.push({ skip, take: Math.min(step, total - skip) });
  }
  const problems = await pMap(windows, (window) => fillWindow(reading, window), {
    concurrency: PAGES_AT_ONCE,
  });
  return problems.find((problem) => problem !== null) ?? null;
}

/** Advances by what comes, until the window is full. @returns a problem, or null. */
async function fillWindow(reading: Reading, window: Window): Promise<string | null> {
  const end = window.skip + window.take;
  for (let { skip } = window; skip < end; ) {
    const came = await readPage(reading, skip, end - skip);
    if (typeof came === "string") return came;
    skip += came;
  }
  return null;
}

/** The total is not known, or not to be trusted: page after page, until one is empty. @returns a problem, or null. */
async function readToTheEnd(reading: Reading, came: number, take: number): Promise<string | null> {
  if (came === 0) return null;
  for (let pages = 1, skip = came; pages < PAGES_MAX; pages += 1) {
    const page = await reading.fetchPage({ skip, take });
    if (page.items.length === 0)
      return (page.total ?? 0) > skip ? `it ended early, at ${skip} of ${page.total}` : null;
    const problem = takeIn(reading, page, take);
    if (problem !== null) return problem;
    skip += page.items.length;
  }
  return `it has more than ${PAGES_MAX} pages`;
}

/** Reads one page of a collection whose total is known. @returns how many came (never none), or a problem. */
async function readPage(reading: Reading, skip: number, take: number): Promise<number | string> {
  const page = await reading.fetchPage({ skip, take });
  if (page.items.length === 0) return `it ended early, at ${skip} of ${reading.total}`;
  if (page.total !== null && page.total !== reading.total) return "its length changed while it was read";
  return takeIn(reading, page, take) ?? page.items.length;
}

/** Keeps the items of a page. @returns a problem, or null. */
function takeIn(reading: Reading, page: Page, asked: number): string | null {
  if (page.items.length > asked) return "a page is longer than what was asked";
  const before = reading.keys.size;
  for (const item of page.items) reading.keys.add(reading.keyOf(item));
  reading.onPage(page.items.length);
  return reading.keys.size === before + page.items.length ? null : "a page came twice";
}
