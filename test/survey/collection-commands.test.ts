import { describe, expect, test } from "vitest";
import { IncompleteCollection, unknownPaging } from "../../src/survey/collection.ts";
import type { Window } from "../../src/survey/reader.ts";
import { PageRefused } from "../../src/survey/reader.ts";
import type { Habits } from "./paged-server.ts";
import { keys, read, refused, Server } from "./paged-server.ts";

describe("the commands it takes", () => {
  const commands = async (length: number, habits: Partial<Habits>, paging = unknownPaging()) => {
    const server = new Server(length, habits);
    await read(server.fetchPage, paging);
    return server.asked;
  };

  test("one for an empty list", async () => {
    expect(await commands(0, {})).toEqual([{ skip: 0, take: 30_000 }]);
  });

  test("one more when the total may be the page's alone: a list that fits on a page", async () => {
    expect(await commands(40, {})).toEqual([
      { skip: 0, take: 30_000 },
      { skip: 40, take: 30_000 },
    ]);
  });

  test("one for a list that fits on a page once a total was seen to count more than its page", async () => {
    const paging = unknownPaging();
    await commands(250, {}, paging);
    expect(await commands(40, {}, paging)).toHaveLength(1);
  });

  test("one more for a list that fits on a page where no total comes", async () => {
    expect(await commands(40, { totalAbsent: "always" })).toHaveLength(2);
  });

  test("a large page each, once the true size of a page is known", async () => {
    const asked = await commands(4_321, { takeMax: 1_000 });
    expect(asked.map(({ skip }) => skip).sort((a, b) => a - b)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(asked.slice(2).every(({ take }) => take <= 1_000)).toBe(true);
  });

  test("each refused size once, and never again in the same survey", async () => {
    const paging = unknownPaging();
    const sizes = (asked: readonly Window[]) => asked.map(({ take }) => take);
    expect(sizes(await commands(0, { takeMax: 1_000, overTakeMax: "refuse" }, paging))).toEqual([
      30_000, 10_000, 1_000,
    ]);
    expect(sizes(await commands(0, { takeMax: 1_000, overTakeMax: "refuse" }, paging))).toEqual([1_000]);
  });

  test("large ones still after a list that refused every size, because it was deleted", async () => {
    const paging = unknownPaging();
    const gone = read(() => Promise.reject(refused(true)), paging);
    await expect(gone).rejects.toBeInstanceOf(PageRefused);
    expect(await commands(0, {}, paging)).toEqual([{ skip: 0, take: 30_000 }]);
  });

  test("no further size after a fault that is none of the size", async () => {
    const sizes: number[] = [];
    const reading = read(({ take }) => {
      sizes.push(take);
      return Promise.reject(new Error("no connection"));
    });
    await expect(reading).rejects.toThrow("no connection");
    expect(sizes).toEqual([30_000]);
  });

  test("an end that is refused where the total agrees with it", async () => {
    const server = new Server(40);
    const picky = (window: Window) =>
      window.skip >= 40 ? Promise.reject(refused()) : server.fetchPage(window);
    expect(await read(picky)).toEqual(keys(40));
  });

  test("no end that is refused where there is no total", async () => {
    const server = new Server(40, { totalAbsent: "always" });
    const picky = (window: Window) =>
      window.skip >= 40 ? Promise.reject(refused()) : server.fetchPage(window);
    await expect(read(picky)).rejects.toBeInstanceOf(IncompleteCollection);
  });

  test("eight at once, when it has many pages", async () => {
    let open = 0;
    let most = 0;
    const server = new Server(3_000);
    await read(async (window) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return server.fetchPage(window);
    });
    expect(most).toBe(8);
  });
});
