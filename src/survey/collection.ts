/** Reads a whole collection page by page, or fails: it never answers with less than all of it. */

import pMap from "p-map";
import type { Collector, FetchPage, Reading } from "./pages.ts";
import { fillWindow, laterPage, PAGES_MAX, readPage, TOO_MANY_PAGES, takeIn } from "./pages.ts";
import type { Page, Window } from "./reader.ts";
import { cameOn, PageRefused } from "./reader.ts";

/** Sizes to ask for, largest first. The largest that Blip takes is documented for contacts alone (30,000). */
const PAGE_SIZES = [30_000, 10_000, 1_000, 100] as const;
/** What every page can hold: the size Blip documents for whoever asks for none. */
const PAGE_SIZE_LEAST = 100;
/** How often a collection is read before it counts as one that does not hold still. */
const READS_MAX = 3;
const PAGES_AT_ONCE = 8;
/** A collection that could not be read to its end. */
export class IncompleteCollection extends Error {
  override readonly name = "IncompleteCollection";
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
      passedOver: 0,
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
  const size = reading.keys.size + reading.passedOver;
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
    if (cameOn(page) === 0 && total !== null && total > skip) {
      reading.problem ??= `it ended early, at ${skip} of ${total}`;
    }
    if (totalsCountAll && total !== null) {
      if (total < reading.total) reading.problem ??= "it became shorter while it was read";
      reading.total = total;
    }
    last = takeIn(reading, page, take);
  }
}
