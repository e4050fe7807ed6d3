/** One attempt at a collection, page by page: what has come, and what is wrong with it. */

import type { Page, Window } from "./reader.ts";
import { cameOn, PageRefused } from "./reader.ts";

/** So many pages in a row may hold nothing but what was pushed back while the ones before were read. */
const STALE_PAGES_MAX = 3;
/** So many in a row may hold nothing that can be read. */
const UNREADABLE_PAGES_MAX = 100;
/** No collection is this long; a server that never ends one would otherwise be read for ever. */
export const PAGES_MAX = 100_000;

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
  /** Called with what each page brings that no page before it did, and with how many on it could not be read. */
  readonly onPage?: (items: readonly Item[], passedOver: number) => void;
}

/** One attempt to read all of it. */
export interface Reading<Item> {
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
  /** How many came that could not be read. */
  passedOver: number;
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

/** Advances by what comes, until the window is full. */
export async function fillWindow<Item>(reading: Reading<Item>, window: Window, total: number): Promise<void> {
  const end = window.skip + window.take;
  for (let { skip } = window; skip < end && reading.problem === null; ) {
    skip += await readPage(reading, { skip, take: end - skip }, total);
  }
}

/** Reads one page of a collection whose total is known. @returns how many came: none only with a problem. */
export async function readPage<Item>(reading: Reading<Item>, window: Window, total: number): Promise<number> {
  const page = await laterPage(reading, window);
  if (page === null) return 0;
  if (page.total !== null && page.total !== total) {
    reading.problem ??= "its length changed while it was read";
  }
  if (cameOn(page) === 0) reading.problem ??= `it ended early, at ${window.skip} of ${total}`;
  return takeIn(reading, page, window.take);
}

export const TOO_MANY_PAGES = `it has more than ${PAGES_MAX} pages`;

/** @returns null, and the problem noted, when Blip refuses a page although it answered the first */
export async function laterPage<Item>(reading: Reading<Item>, window: Window): Promise<Page<Item> | null> {
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
export function takeIn<Item>(reading: Reading<Item>, page: Page<Item>, asked: number): number {
  const { keys, collector } = reading;
  const { items, passedOver = 0 } = page;
  const came = cameOn(page);
  const added = items.filter((item) => {
    const before = keys.size;
    return keys.add(collector.keyOf(item)).size > before;
  });
  collector.onPage?.(added, passedOver);
  reading.passedOver += passedOver;
  if (came > asked) reading.problem ??= "a page is longer than what was asked";
  // Who was pushed back comes twice; page after page with nobody new means that the window is not heeded.
  reading.stalePages = added.length === 0 ? reading.stalePages + 1 : 0;
  const mayRepeat = reading.inOrder && reading.stalePages <= STALE_PAGES_MAX;
  if (added.length < items.length && !mayRepeat) reading.problem ??= "an item came twice";
  if (reading.stalePages > UNREADABLE_PAGES_MAX) reading.problem ??= "page after page holds nothing readable";
  return came;
}
