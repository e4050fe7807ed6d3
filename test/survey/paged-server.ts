/** A server of collections with habits of its own, for specifications of reading them page by page. */

import { readCollection, unknownPaging } from "../../src/survey/collection.ts";
import type { Page, Window } from "../../src/survey/reader.ts";
import { PageRefused } from "../../src/survey/reader.ts";

/** How a server answers windows of a collection. */
export interface Habits {
  readonly takeMax: number;
  readonly overTakeMax: "cap" | "refuse";
  readonly totalAbsent: "never" | "when-zero" | "always";
  readonly totalCounts: "all" | "page";
}

const PLAIN: Habits = { takeMax: 100, overTakeMax: "cap", totalAbsent: "when-zero", totalCounts: "all" };

export class Server {
  items: string[];
  readonly asked: Window[] = [];
  readonly #habits: Habits;

  constructor(length: number, habits: Partial<Habits> = {}) {
    this.items = Array.from({ length }, (_, index) => `Item-${index}`);
    this.#habits = { ...PLAIN, ...habits };
  }

  readonly fetchPage = async (window: Window): Promise<Page> => {
    this.asked.push(window);
    const { takeMax, overTakeMax, totalAbsent, totalCounts } = this.#habits;
    if (window.take > takeMax && overTakeMax === "refuse") throw refused();
    const items = this.items.slice(window.skip, window.skip + Math.min(window.take, takeMax));
    const count = totalCounts === "page" ? items.length : this.items.length;
    const absent = totalAbsent === "always" || (totalAbsent === "when-zero" && count === 0);
    return { items, total: absent ? null : count };
  };
}

export function refused(listMayBeMissing = false): PageRefused {
  return new PageRefused(new Error("reason 64"), listMayBeMissing);
}

export function read(
  fetchPage: (window: Window) => Promise<Page>,
  paging = unknownPaging(),
): Promise<Set<string>> {
  return readCollection("the list vip", fetchPage, paging, { keyOf: (item) => item.toLowerCase() });
}

export function keys(length: number): Set<string> {
  return new Set(Array.from({ length }, (_, index) => `item-${index}`));
}
