/** `list: other`: does the other list exist, does the way lead back, and is it short enough? */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { Way } from "../domain/facts/lists.ts";
import { listKey } from "../domain/list-name.ts";
import type { PlacedReference } from "./audience.ts";
import type { ListDraft } from "./lists.ts";
import { hintFor } from "./nearest.ts";

/** Lists that are made from each other in a row: nobody could say any more who is on the first. */
const LINKS_MAX = 100;

/** Circles reported at once: of n lists that all name each other there are more than anybody could read. */
const CIRCLES_MAX = 100;
/** Names of a circle or a chain that are repeated. */
const NAMES_MAX = 10;
/** Unknown names that are held against all that are known; the time grows with the product of both. */
const COMPARED_MAX = 100;

/** @param further references that no list makes: those of bot.yaml */
export function checkReferences(
  lists: readonly ListDraft[],
  further: readonly PlacedReference[],
): Diagnostic[] {
  const byKey = new Map(lists.map((list) => [listKey(list.name), list]));
  const names = lists.map(({ name }) => name);
  const all = [...lists.flatMap(referencesOf), ...further];
  const unknown = all
    .filter(({ list }) => !byKey.has(listKey(list)))
    .map((reference, index) => {
      const hint = index < COMPARED_MAX ? hintFor(reference.list, names, name) : null;
      return problem(reference, fact("unknown-list", { list: name(reference.list), hint }));
    });
  const ways = new Ways(byKey);
  for (const list of lists) ways.follow(list);
  return [...unknown, ...ways.problems()];
}

function referencesOf({ include, exclude }: ListDraft): readonly PlacedReference[] {
  return [...include.lists, ...exclude.lists];
}

function problem(reference: PlacedReference, what: Fact): Diagnostic {
  return reference.text.diagnose(reference.offset, "error", what);
}

interface Step {
  readonly key: string;
  readonly references: Iterator<PlacedReference>;
  /** The reference that is followed. */
  followed: PlacedReference | null;
}

/**
 * Members of a list may not be made, by whatever detour, from its own, nor by too long a way. Each list is gone
 * through once, and without recursion: files may hold ways of any length.
 */
class Ways {
  private readonly circles: Diagnostic[] = [];
  private readonly tooLong: Diagnostic[] = [];
  private readonly byKey: ReadonlyMap<string, ListDraft>;
  /** Links of the longest way that leads on from a list, and the list that it leads to. */
  private readonly longest = new Map<string, { readonly links: number; readonly next: string | null }>();
  /** The lists on the way that is followed, with their places on it. */
  private readonly places = new Map<string, number>();
  private readonly way: Step[] = [];

  constructor(byKey: ReadonlyMap<string, ListDraft>) {
    this.byKey = byKey;
  }

  /** A way that goes round is no long one. */
  problems(): readonly Diagnostic[] {
    return this.circles.length > 0 ? this.circles : this.tooLong;
  }

  follow(list: ListDraft): void {
    if (this.longest.has(listKey(list.name))) return;
    this.enter(list);
    for (let step = this.way.at(-1); step !== undefined; step = this.way.at(-1)) {
      const { done, value: reference } = step.references.next();
      if (done === true) this.leave(step);
      else this.take(step, reference);
    }
  }

  private enter(list: ListDraft): void {
    const key = listKey(list.name);
    this.longest.set(key, { links: 0, next: null });
    this.places.set(key, this.way.length);
    this.way.push({ key, references: referencesOf(list)[Symbol.iterator](), followed: null });
  }

  private take(step: Step, reference: PlacedReference): void {
    const next = listKey(reference.list);
    const list = this.byKey.get(next);
    if (list === undefined) return;
    const place = this.places.get(next);
    if (place !== undefined) this.reportCircle(place, next, reference);
    else if (this.longest.has(next)) this.lengthen(step.key, next, reference);
    else {
      step.followed = reference;
      this.enter(list);
    }
  }

  private leave({ key }: Step): void {
    this.way.pop();
    this.places.delete(key);
    const before = this.way.at(-1);
    if (before?.followed) this.lengthen(before.key, key, before.followed);
  }

  /** A way that is too long is reported where it becomes so, and not by every list that leads to it. */
  private lengthen(key: string, next: string, reference: PlacedReference): void {
    const beyond = this.longest.get(next)?.links ?? 0;
    const links = beyond + 1;
    if (links <= (this.longest.get(key)?.links ?? 0)) return;
    this.longest.set(key, { links, next });
    if (links !== LINKS_MAX + 1) return;
    const way = inShort(this.namesFrom(key));
    const list = name(reference.list);
    this.tooLong.push(problem(reference, fact("too-many-links", { list, most: LINKS_MAX, way })));
  }

  private namesFrom(key: string): string[] {
    const names: string[] = [];
    for (let at: string | null = key; at !== null; at = this.longest.get(at)?.next ?? null) names.push(at);
    return names;
  }

  private reportCircle(place: number, next: string, reference: PlacedReference): void {
    if (this.circles.length >= CIRCLES_MAX) return;
    const names = this.way.slice(place).map(({ key }) => key);
    this.circles.push(problem(reference, fact("circle", { way: inShort([...names, next]) })));
  }
}

/** Of very many names the first and the last. */
function inShort(names: readonly string[]): Way {
  const shown = names.map(name);
  const left = names.length - NAMES_MAX;
  if (left <= 0) return { first: shown, left: 0, last: [] };
  const half = NAMES_MAX / 2;
  return { first: shown.slice(0, half), left, last: shown.slice(-half) };
}
