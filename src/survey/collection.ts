/** Reads a whole collection page by page, or fails: it never answers with less than all of it. */

import pMap from "p-map";
import type { Page, Window } from "./reader.ts";
import { PageRefused } from "./reader.ts";

/** Sizes to ask for, largest first. The largest that Blip takes is documented for contacts alone (30,000). */
const PAGE_SIZES = [30_000, 10_000, 1_000, 100] as const;
/** What every page can hold: the size Blip documents for whoever asks for none. */
const PAGE_SIZE_LEAST = 100;
/** How often a collection is read before it counts as one that does not hold still. */
const READS_MAX = 3;
const PAGES_AT_ONCE = 8;
/** No collection is this long; a server that never ends one would otherwise be read for ever. */
const PAGES_MAX = 100_000;

/** A collection that could not be read to its end. */
export class IncompleteCollection extends Error {
  override readonly name = "IncompleteCollection";
}

export type FetchPage = (window: Window) => Promise<Page>;

/** What the collections of one survey teach about Blip's pages, so that each lesson is paid for once. */
export interface Paging {
  /** The largest size that was answered where a larger one was refused. */
  take: number;
  /** Whether a `total` was seen to be more than its page: then it counts the collection and not the page. */
  totalsCountAll: boolean;
}

export function unknownPaging(): Paging {
  return { take: PAGE_SIZES[0], totalsCountAll: false };
}

/**
 * @param what names the collection in the error: `the list black-friday`
 * @param onPage called with the number of items of each page that came
 * @returns the key of each item, once
 * @throws IncompleteCollection after repeated pages, early ends or a count that does not match, several times
 * @throws PageRefused when not even the smallest first page is answered
 */
export async function readCollection(
  what: string,
  fetchPage: FetchPage,
  paging: Paging,
  keyOf: (item: string) => string,
  onPage: (items: number) => void = () => {},
): Promise<Set<string>> {
  let problem: string | null = null;
  for (let read = 0; read < READS_MAX; read += 1) {
    const reading: Reading = { fetchPage, keyOf, onPage, keys: new Set(), pages: 0, problem: null };
    await readOnce(reading, paging);
    if (reading.problem === null) return reading.keys;
    problem = reading.problem;
  }
  throw new IncompleteCollection(
    `${what} could not be read completely (${problem}), ${READS_MAX} times over: it may be changing right now, try again`,
  );
}

/** One attempt to read all of it. */
interface Reading {
  readonly fetchPage: FetchPage;
  readonly keyOf: (item: string) => string;
  readonly onPage: (items: number) => void;
  readonly keys: Set<string>;
  pages: number;
  /** Why the keys cannot be all there are: nothing more is read then. */
  problem: string | null;
}

async function readOnce(reading: Reading, paging: Paging): Promise<void> {
  const { first, take } = await firstPage(reading, paging);
  const came = takeIn(reading, first, take);
  const { total } = first;
  if (total !== null && total > came) paging.totalsCountAll = true;
  if (total === null || (total === came && !paging.totalsCountAll)) {
    await readToTheEnd(reading, { came, take, claimed: total });
    return;
  }
  await readTheRest(reading, { came, take, total });
  if (reading.keys.size !== total) reading.problem ??= `${reading.keys.size} of ${total} came`;
}

/** @throws PageRefused when every size is refused: which size to ask for was not learned then */
async function firstPage(reading: Reading, paging: Paging): Promise<{ first: Page; take: number }> {
  for (let { take } = paging; ; ) {
    try {
      const first = await reading.fetchPage({ skip: 0, take });
      paging.take = Math.min(paging.take, take);
      return { first, take };
    } catch (error) {
      const smaller = PAGE_SIZES.find((candidate) => candidate < take);
      if (!(error instanceof PageRefused) || smaller === undefined) throw error;
      take = smaller;
    }
  }
}

/**
 * The total is known. A server may cap what is asked, so the second page, too, is read alone: the longer of
 * the two is what a page truly holds, and the windows after them are read at once.
 */
async function readTheRest(
  reading: Reading,
  { came, take, total }: { came: number; take: number; total: number },
): Promise<void> {
  if (reading.problem !== null || came >= total) return;
  const second = await readPage(reading, { skip: came, take: Math.min(take, total - came) }, total);
  const step = Math.max(came, second, PAGE_SIZE_LEAST);
  if ((total - came) / step > PAGES_MAX) reading.problem ??= TOO_MANY_PAGES;
  if (reading.problem !== null) return;
  const windows: Window[] = [];
  for (let skip = came + second; skip < total; skip += step) {
    windows.push({ skip, take: Math.min(step, total - skip) });
  }
  await pMap(windows, (window) => fillWindow(reading, window, total), { concurrency: PAGES_AT_ONCE });
}

/** Advances by what comes, until the window is full. */
async function fillWindow(reading: Reading, window: Window, total: number): Promise<void> {
  const end = window.skip + window.take;
  for (let { skip } = window; skip < end && reading.problem === null; ) {
    skip += await readPage(reading, { skip, take: end - skip }, total);
  }
}

/** Reads one page of a collection whose total is known. @returns how many came: none only with a problem. */
async function readPage(reading: Reading, window: Window, total: number): Promise<number> {
  const page = await laterPage(reading, window);
  if (page === null) return 0;
  if (page.total !== null && page.total !== total) reading.problem ??= "its length changed while it was read";
  if (page.items.length === 0) reading.problem ??= `it ended early, at ${window.skip} of ${total}`;
  return takeIn(reading, page, window.take);
}

/**
 * The total is not known, or may be the page's alone: page after page, until one is empty.
 * @param claimed the total of the first page, when it is just what came: a server that refuses to answer
 *   beyond it agrees with it
 */
async function readToTheEnd(
  reading: Reading,
  { came, take, claimed }: { came: number; take: number; claimed: number | null },
): Promise<void> {
  for (let skip = came, last = came; last > 0 && reading.problem === null; skip += last) {
    const page = await laterPage(reading, { skip, take });
    if (page === null) {
      if (skip === claimed) reading.problem = null;
      return;
    }
    const { total } = page;
    if (page.items.length === 0 && total !== null && total > skip) {
      reading.problem ??= `it ended early, at ${skip} of ${total}`;
    }
    last = takeIn(reading, page, take);
  }
}

const TOO_MANY_PAGES = `it has more than ${PAGES_MAX} pages`;

/** @returns null, and the problem noted, when Blip refuses a page although it answered the first */
async function laterPage(reading: Reading, window: Window): Promise<Page | null> {
  reading.pages += 1;
  if (reading.pages > PAGES_MAX) reading.problem ??= TOO_MANY_PAGES;
  if (reading.problem !== null) return null;
  try {
    return await reading.fetchPage(window);
  } catch (error) {
    if (!(error instanceof PageRefused)) throw error;
    reading.problem ??= `${window.skip} came, the next were refused: ${error.message}`;
    return null;
  }
}

/** Keeps the items of a page, and notes what is wrong with it. @returns how many came */
function takeIn(reading: Reading, { items }: Page, asked: number): number {
  const before = reading.keys.size;
  for (const item of items) reading.keys.add(reading.keyOf(item));
  reading.onPage(items.length);
  if (items.length > asked) reading.problem ??= "a page is longer than what was asked";
  if (reading.keys.size !== before + items.length) reading.problem ??= "an item came twice";
  return items.length;
}
