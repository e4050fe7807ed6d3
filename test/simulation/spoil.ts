/** Pages as a poor server has them: shorter than they need be, or the page before once more. */

import type { Chance } from "./chance.ts";
import type { Spoiling } from "./hostility.ts";
import { objectIn, recordOf } from "./sends.ts";

export class PageSpoiler {
  readonly #spoiling: Spoiling;
  readonly #chance: Chance;
  /** The last page of each collection. */
  readonly #before = new Map<string, readonly unknown[]>();

  constructor(spoiling: Spoiling, chance: Chance) {
    this.#spoiling = spoiling;
    this.#chance = chance;
  }

  /** @returns the body of an answer, its page changed by chance */
  spoil(uri: string, body: string): string {
    const { shortPage, repeatedPage } = this.#spoiling;
    if (shortPage === 0 && repeatedPage === 0) return body;
    const answer = objectIn(body);
    const page = recordOf(answer.resource);
    if (!Array.isArray(page.items)) return body;
    const items: readonly unknown[] = page.items;
    const collection = uri.split("?")[0] ?? "";
    const before = uri.includes("$skip=0&") ? undefined : this.#before.get(collection);
    this.#before.set(collection, items);
    if (items.length > 1 && this.#chance.happens(shortPage)) {
      return this.#withItems(answer, items.slice(0, this.#chance.between(1, items.length - 1)));
    }
    return before !== undefined && this.#chance.happens(repeatedPage)
      ? this.#withItems(answer, before)
      : body;
  }

  /** A total that counts the page counts the changed one. */
  #withItems(answer: Readonly<Record<string, unknown>>, items: readonly unknown[]): string {
    const page = recordOf(answer.resource);
    const countsPage = this.#spoiling.totalCounts === "page" && page.total !== undefined;
    const total = countsPage ? { total: items.length } : {};
    return JSON.stringify({ ...answer, resource: { ...page, ...total, items } });
  }
}
