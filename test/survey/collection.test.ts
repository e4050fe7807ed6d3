import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IncompleteCollection } from "../../src/survey/collection.ts";
import type { Page, Window } from "../../src/survey/reader.ts";
import { PageRefused } from "../../src/survey/reader.ts";
import type { Habits } from "./paged-server.ts";
import { keys, read, refused, Server } from "./paged-server.ts";

const HABITS = fc.record<Habits>({
  takeMax: fc.constantFrom(1, 7, 99, 100, 101, 1_000, 30_000),
  overTakeMax: fc.constantFrom("cap", "refuse"),
  totalAbsent: fc.constantFrom("never", "when-zero", "always"),
  totalCounts: fc.constantFrom("all", "page"),
});

const EACH_HABIT = [1, 7, 100, 1_000].flatMap((takeMax) =>
  (["cap", "refuse"] as const).flatMap((overTakeMax) =>
    (["never", "when-zero", "always"] as const).flatMap((totalAbsent) =>
      (["all", "page"] as const).map((totalCounts) => ({ takeMax, overTakeMax, totalAbsent, totalCounts })),
    ),
  ),
);

describe("what is read", () => {
  test.each(EACH_HABIT)(
    "is all there is: $takeMax $overTakeMax $totalAbsent $totalCounts",
    async (habits) => {
      const readable = habits.takeMax >= 100 || habits.overTakeMax === "cap";
      for (const length of [0, 1, 6, 7, 8, 99, 100, 101, 250, 1_000, 1_001]) {
        const reading = read(new Server(length, habits).fetchPage);
        if (readable) expect(await reading).toEqual(keys(length));
        else await expect(reading).rejects.toBeInstanceOf(PageRefused);
      }
    },
  );

  test("is all there is, or an error, for any length under any habits", async () => {
    await fc.assert(
      fc.asyncProperty(HABITS, fc.nat(2_500), async (habits, length) => {
        const result = await read(new Server(length, habits).fetchPage).catch((error: unknown) => error);
        if (result instanceof PageRefused) expect(habits.takeMax).toBeLessThan(100);
        else expect(result).toEqual(keys(length));
      }),
      { numRuns: 150 },
    );
  });

  test("is all there is, or an error, where pages come short, empty or twice", async () => {
    const chance = fc.infiniteStream(fc.nat(99));
    await fc.assert(
      fc.asyncProperty(HABITS, fc.integer({ min: 1, max: 900 }), chance, async (habits, length, chances) => {
        const server = new Server(length, { ...habits, overTakeMax: "cap" });
        let last: Page | null = null;
        const moody = async (window: Window): Promise<Page> => {
          const page = await server.fetchPage(window);
          const mood = chances.next().value;
          const before = last;
          last = page;
          if (mood === 0 && before !== null) return before;
          if (mood > 10 || page.items.length < 2) return page;
          // Short, and a total of the page is then the total of the short page.
          const items = page.items.slice(0, 1 + (mood % (page.items.length - 1)));
          return { items, total: page.total === page.items.length ? items.length : page.total };
        };
        const result = await read(moody).catch((error: unknown) => error);
        if (!(result instanceof IncompleteCollection)) expect(result).toEqual(keys(length));
      }),
      { numRuns: 150 },
    );
  });

  test("is keyed without regard to case", async () => {
    expect(await read(new Server(2).fetchPage)).toEqual(new Set(["item-0", "item-1"]));
  });
});

describe("a collection that does not hold still", () => {
  test.each<[string, (server: Server) => void]>([
    ["somebody is added between pages", (server) => server.items.push(`new-${server.items.length}`)],
    ["somebody is removed between pages", (server) => server.items.shift()],
  ])("is read again when %s, and is an error that names the list the third time", async (_, change) => {
    const server = new Server(250);
    const reading = read(async (window) => {
      const page = await server.fetchPage(window);
      change(server);
      return page;
    });
    await expect(reading).rejects.toThrow(
      /the list vip could not be read completely .*3 times over.*try again/,
    );
    await expect(reading).rejects.toBeInstanceOf(IncompleteCollection);
  });

  test("is read when it holds still the second time", async () => {
    const server = new Server(250);
    const fetchPage = async (window: Window) => {
      const page = await server.fetchPage(window);
      if (server.asked.length === 1) server.items.push("Item-250");
      return page;
    };
    expect(await read(fetchPage)).toEqual(keys(251));
  });

  test.each<[string, (window: Window, page: Page) => Page]>([
    [
      "a page comes twice",
      (window, page) => (window.skip === 100 ? { ...page, items: numbered(0, 100) } : page),
    ],
    ["one page holds an item twice", (_, page) => ({ ...page, items: [...page.items.slice(1), "Item-5"] })],
    [
      "two spellings of one item come",
      (_, page) => ({ ...page, items: [...page.items.slice(1), "ITEM-50"] }),
    ],
    ["it ends early", (window, page) => (window.skip >= 200 ? { ...page, items: [] } : page)],
    ["an empty page has a total", (window, page) => (window.skip === 0 ? { items: [], total: 250 } : page)],
    ["the total is too small", (_, page) => ({ ...page, total: 40 })],
    ["the total changes", (window, page) => ({ ...page, total: 250 + window.skip })],
    ["a page is longer than asked", (window, page) => ({ ...page, items: numbered(0, window.take + 1) })],
    ["a total has no end", (_, page) => ({ ...page, total: 1e300 })],
  ])("is an error when %s", async (_, spoil) => {
    const server = new Server(250);
    const reading = read(async (window) => spoil(window, await server.fetchPage(window)));
    await expect(reading).rejects.toBeInstanceOf(IncompleteCollection);
    expect(server.asked.length).toBeLessThan(40);
  });

  test("is an error when a later page is refused, were the reason that of a missing list", async () => {
    const server = new Server(250);
    const reading = read(async (window) => {
      if (window.skip > 0) throw refused(true);
      return server.fetchPage(window);
    });
    await expect(reading).rejects.toThrow(
      "the list vip could not be read completely (100 came, the next were",
    );
  });

  test("is gone when the first page is refused as well the next time", async () => {
    const server = new Server(250);
    const reading = read(async (window) => {
      if (server.asked.length > 0) throw refused(true);
      return server.fetchPage(window);
    });
    await expect(reading).rejects.toMatchObject({ name: "PageRefused", listMayBeMissing: true });
  });

  test("is no reason to go on with the other pages", async () => {
    const server = new Server(10_000);
    const reading = read(async (window) => {
      const page = await server.fetchPage(window);
      return window.skip === 200 ? { ...page, items: [] } : page;
    });
    await expect(reading).rejects.toBeInstanceOf(IncompleteCollection);
    expect(server.asked.length).toBeLessThan(3 * 20);
  });

  test("may have no end: the reading has one", async () => {
    let page = 0;
    const reading = read(async () => ({ items: [`item-${page++}`], total: null }));
    await expect(reading).rejects.toThrow("it has more than 100000 pages");
  });
});

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `Item-${from + index}`);
}
