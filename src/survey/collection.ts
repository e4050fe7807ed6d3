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
/** So many pages in a row may hold nothing but what was pushed back while the ones before were read. */
const STALE_PAGES_MAX = 3;
/** No collection is this long; a server that never ends one would otherwise be read for ever. */
const PAGES_MAX = 100_000;

/** A collection that could not be read to its end. */
export class IncompleteCollection extends Error {
  override readonly name = "IncompleteCollection";
}

export type FetchPage<Item = string> = (window: Window) => Promise<Page<Item>>;

/** What is done with a collection as it is read. */
export interface Collector<Item = string> {
  /** Two items of one key are the same. */
  readonly keyOf: (item: Item) => string;
  /**
   * Whether items may be added while it is read: new ones, wherever they appear, push others to later pages.
   * All that were there at the beginning are read; of the new ones perhaps not all.
   */
  readonly mayGrow?: boolean;
  /** Called before the first page, and again when the collection is read anew: what came before does not count. */
  readonly onBegin?: () => void;
  /** Called with what each page brings that no page before it did. */
  readonly onPage?: (items: readonly Item[]) => void;
}

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
 * @returns the key of each item, once
 * @throws IncompleteCollection after repeated pages, early ends or a count that does not match, several times
 * @throws PageRefused when not even the smallest first page is answered
 */
export async function readCollection<Item>(
  what: string,
  fetchPage: FetchPage<Item>,
  paging: Paging,
  collector: Collector<Item>,
): Promise<Set<string>> {
  let problem: string | null = null;
  let takeMost: number = PAGE_SIZES[0];
  for (let read = 0; read < READS_MAX; read += 1) {
    collector.onBegin?.();
    const inOrder = collector.mayGrow === true && read > 0;
    const reading: Reading<Item> = {
      fetchPage,
      collector,
      inOrder,
      takeMost,
      keys: new Set(),
      pages: 0,
      stalePages: 0,
      total: 0,
      refusedTake: null,
      problem: null,
    };
    await readOnce(reading, paging);
    if (reading.problem === null) return reading.keys;
    problem = reading.problem;
    if (reading.refusedTake !== null) takeMost = smallerThan(reading.refusedTake) ?? takeMost;
  }
  throw new IncompleteCollection(
    `${what} could not be read completely (${problem}), ${READS_MAX} times over: it may be changing right now, try again`,
  );
}

/** One attempt to read all of it. */
interface Reading<Item> {
  readonly fetchPage: FetchPage<Item>;
  readonly collector: Collector<Item>;
  /**
   * Whether one page is read after the other because something may be added meanwhile. What is added pushes
   * others back, never forward: read in order, nobody slips through; read at once, somebody may move from a
   * page that is still to be answered to one that was.
   */
  readonly inOrder: boolean;
  /** The largest page to ask for. */
  readonly takeMost: number;
  readonly keys: Set<string>;
  pages: number;
  /** How many pages in a row brought nothing new. */
  stalePages: number;
  /** The last total that a page claimed. */
  total: number;
  /** The size of a later page that was refused: the first may just have had less in it. */
  refusedTake: number | null;
  /** Why the keys cannot be all there are: nothing more is read then. */
  problem: string | null;
}

async function readOnce<Item>(reading: Reading<Item>, paging: Paging): Promise<void> {
  const { first, take } = await firstPage(reading, paging);
  const { total } = first;
  reading.total = total ?? 0;
  const came = takeIn(reading, first, take);
  if (total !== null && total > came) paging.totalsCountAll = true;
  if (total === null || (total === came && !paging.totalsCountAll)) {
    await readToTheEnd(reading, { came, take, totalsCountAll: false });
    return;
  }
  if (reading.inOrder) await readToTheEnd(reading, { came, take, totalsCountAll: true });
  else await readTheRest(reading, { came, take, total });
  const { size } = reading.keys;
  if (reading.inOrder ? size < total : size !== total) reading.problem ??= `${size} of ${total} came`;
}

/** @throws PageRefused when every size is refused: which size to ask for was not learned then */
async function firstPage<Item>(
  reading: Reading<Item>,
  paging: Paging,
): Promise<{ first: Page<Item>; take: number }> {
  for (let take = Math.min(paging.take, reading.takeMost); ; ) {
    try {
      const first = await reading.fetchPage({ skip: 0, take });
      if (take < reading.takeMost) paging.take = Math.min(paging.take, take);
      return { first, take };
    } catch (error) {
      const smaller = smallerThan(take);
      if (!(error instanceof PageRefused) || smaller === undefined) throw error;
      take = smaller;
    }
  }
}

function smallerThan(take: number): number | undefined {
  return PAGE_SIZES.find((candidate) => candidate < take);
}

/**
 * The total is known. A server may cap what is asked, so the second page, too, is read alone: the longer of
 * the two is what a page truly holds, and the windows after them are read at once.
 */
async function readTheRest<Item>(
  reading: Reading<Item>,
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
async function fillWindow<Item>(reading: Reading<Item>, window: Window, total: number): Promise<void> {
  const end = window.skip + window.take;
  for (let { skip } = window; skip < end && reading.problem === null; ) {
    skip += await readPage(reading, { skip, take: end - skip }, total);
  }
}

/** Reads one page of a collection whose total is known. @returns how many came: none only with a problem. */
async function readPage<Item>(reading: Reading<Item>, window: Window, total: number): Promise<number> {
  const page = await laterPage(reading, window);
  if (page === null) return 0;
  if (page.total !== null && page.total !== total) {
    reading.problem ??= "its length changed while it was read";
  }
  if (page.items.length === 0) reading.problem ??= `it ended early, at ${window.skip} of ${total}`;
  return takeIn(reading, page, window.take);
}

/**
 * The total is not known, may be the page's alone, or may grow: page after page, until one is empty. A server
 * may refuse to answer beyond the end: there, its last total says that it was the end.
 */
async function readToTheEnd<Item>(
  reading: Reading<Item>,
  { came, take, totalsCountAll }: { came: number; take: number; totalsCountAll: boolean },
): Promise<void> {
  for (let skip = came, last = came; last > 0 && reading.problem === null; skip += last) {
    const page = await laterPage(reading, { skip, take });
    if (page === null) {
      if (skip === reading.total) reading.problem = null;
      return;
    }
    const { total } = page;
    if (page.items.length === 0 && total !== null && total > skip) {
      reading.problem ??= `it ended early, at ${skip} of ${total}`;
    }
    if (totalsCountAll && total !== null) {
      if (total < reading.total) reading.problem ??= "it became shorter while it was read";
      reading.total = total;
    }
    last = takeIn(reading, page, take);
  }
}

const TOO_MANY_PAGES = `it has more than ${PAGES_MAX} pages`;

/** @returns null, and the problem noted, when Blip refuses a page although it answered the first */
async function laterPage<Item>(reading: Reading<Item>, window: Window): Promise<Page<Item> | null> {
  reading.pages += 1;
  if (reading.pages > PAGES_MAX) reading.problem ??= TOO_MANY_PAGES;
  if (reading.problem !== null) return null;
  try {
    return await reading.fetchPage(window);
  } catch (error) {
    if (!(error instanceof PageRefused)) throw error;
    reading.refusedTake ??= window.take;
    reading.problem ??= `${window.skip} came, the next were refused: ${error.message}`;
    return null;
  }
}

/** Keeps the items of a page, and notes what is wrong with it. @returns how many came */
function takeIn<Item>(reading: Reading<Item>, { items }: Page<Item>, asked: number): number {
  const { keys, collector } = reading;
  const added = items.filter((item) => {
    const before = keys.size;
    return keys.add(collector.keyOf(item)).size > before;
  });
  collector.onPage?.(added);
  if (items.length > asked) reading.problem ??= "a page is longer than what was asked";
  // Who was pushed back comes twice; page after page with nobody new means that the window is not heeded.
  reading.stalePages = added.length === 0 ? reading.stalePages + 1 : 0;
  const mayRepeat = reading.inOrder && reading.stalePages <= STALE_PAGES_MAX;
  if (added.length < items.length && !mayRepeat) reading.problem ??= "an item came twice";
  return items.length;
}
