import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCollection, unknownPaging } from "../../src/survey/collection.ts";
import type { Window } from "../../src/survey/reader.ts";
import { keys, refused, Server } from "./paged-server.ts";

const MAY_GROW = { keyOf: (item: string) => item.toLowerCase(), mayGrow: true };

describe("a collection that may grow", () => {
  test("has everybody read who was there at the start, wherever new ones appear, in whatever order pages come", async () => {
    const habits = fc.record({
      takeMax: fc.constantFrom(100, 130, 1_000),
      overTakeMax: fc.constantFrom("cap" as const, "refuse" as const),
      totalAbsent: fc.constantFrom("never" as const, "when-zero" as const, "always" as const),
      totalCounts: fc.constantFrom("all" as const, "page" as const),
    });
    const chances = fc.infiniteStream(fc.nat(9_999));
    await fc.assert(
      fc.asyncProperty(habits, fc.integer({ min: 0, max: 1_500 }), chances, async (habit, length, chance) => {
        const server = new Server(length, habit);
        let added = 0;
        const fetchPage = async (window: Window) => {
          // Later windows may be answered before earlier ones.
          for (let turns = chance.next().value % 6; turns > 0; turns -= 1) await Promise.resolve();
          const page = await server.fetchPage(window);
          const where = chance.next().value;
          if (where % 3 === 0) server.items.splice(where % (server.items.length + 1), 0, `new-${added++}`);
          return page;
        };
        const read = await readCollection("the contacts", fetchPage, unknownPaging(), MAY_GROW);
        expect([...keys(length)].filter((key) => !read.has(key))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("is asked for in smaller pages where a later one is refused", async () => {
    const server = new Server(2_500, { takeMax: 1_000 });
    const read = await readCollection(
      "the contacts",
      async (window) => {
        if (window.skip >= 1_000 && window.take > 100) throw refused();
        return server.fetchPage(window);
      },
      unknownPaging(),
      { keyOf: (item) => item.toLowerCase() },
    ).catch((error: Error) => error.message);
    expect(read).toEqual(keys(2_500));
  });
});
