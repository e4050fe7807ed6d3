/** What is different between two trees of lists and customers: deep-diff finds it, this says what it means. */

import deepDiff from "deep-diff";

/** One list of a tree: its members, or null where the list does not exist. */
export type Branch = ReadonlySet<string> | null;

export interface Differences {
  /** The list is declared and does not exist. */
  readonly create: boolean;
  /** Who is declared and not on the list. */
  readonly add: ReadonlySet<string>;
  /** Who is on the list and not declared. */
  readonly undeclared: ReadonlySet<string>;
}

type Tree = Record<string, Record<string, true>>;

/**
 * deep-diff looks every key of one side up by walking the keys of the other, so its cost grows with their
 * product: large branches are handed to it in slices of about this many keys.
 */
const SLICE_KEYS = 512;

/**
 * Compares one list of the two trees.
 * @param desired the declared customers that Blip does not have
 * @param live the live members that no file declares, or null
 */
export function differences(list: string, desired: ReadonlySet<string>, live: Branch): Differences {
  let create = false;
  const add = new Set<string>();
  const undeclared = new Set<string>();
  for (const [before, after] of slices(list, desired, live)) {
    for (const change of deepDiff.diff(before, after) ?? []) {
      const [, customer] = change.path ?? [];
      if (change.kind === "N" && customer === undefined) {
        create = true;
        for (const key of Object.keys(change.rhs)) add.add(key);
      } else if (change.kind === "N") add.add(String(customer));
      else if (change.kind === "D") undeclared.add(String(customer));
    }
  }
  return { create, add, undeclared };
}

function slices(list: string, desired: ReadonlySet<string>, live: Branch): [Tree, Tree][] {
  const smaller = Math.min(desired.size, live?.size ?? 0);
  const count = Math.max(1, Math.ceil(smaller / SLICE_KEYS));
  const pairs = Array.from({ length: count }, (): [Tree, Tree] => [
    tree(live === null ? {} : { [list]: emptyBranch() }),
    tree({ [list]: emptyBranch() }),
  ]);
  for (const key of live ?? []) put(pairs[sliceOf(key, count)]?.[0], list, key);
  for (const key of desired) put(pairs[sliceOf(key, count)]?.[1], list, key);
  return pairs;
}

/** Names come from people: without a prototype, one called `constructor` is a name like any other. */
function tree(lists: Tree): Tree {
  return Object.assign(Object.create(null) as Tree, lists);
}

function emptyBranch(): Record<string, true> {
  return Object.create(null) as Record<string, true>;
}

function put(side: Tree | undefined, list: string, key: string): void {
  const branch = side?.[list];
  if (branch) branch[key] = true;
}

/** The same key is in the same slice on both sides. */
function sliceOf(key: string, count: number): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) | 0;
  return Math.abs(hash) % count;
}
