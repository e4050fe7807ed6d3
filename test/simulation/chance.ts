/** What a seed decides. */

import { seededRandom } from "../support/random.ts";

export class Chance {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** A chance of its own, so that drawing more here changes nothing there. */
  fork(): Chance {
    return new Chance(this.below(2 ** 31));
  }

  happens(rate: number): boolean {
    return this.random() < rate;
  }

  /** A whole number from 0 to just under the bound. */
  below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    const index = this.below(others.length + 1);
    return index === 0 ? first : (others[index - 1] ?? first);
  }

  /** So many of them, or as many as there are, each once, in an order of chance. */
  some<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    const picked: T[] = [];
    while (picked.length < count && left.length > 0) picked.push(...left.splice(this.below(left.length), 1));
    return picked;
  }
}
