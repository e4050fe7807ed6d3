/**
 * A map that keeps the order of insertion and reads any page in time proportional to the page,
 * not to what lies before it: a million members are walked in pages of a hundred.
 */
export class OrderedMap<V extends object | string> {
  readonly #slots = new Map<string, number>();
  #values: (V | null)[] = [];

  get size(): number {
    return this.#slots.size;
  }

  has(key: string): boolean {
    return this.#slots.has(key);
  }

  get(key: string): V | null {
    const slot = this.#slots.get(key);
    return slot === undefined ? null : (this.#values[slot] ?? null);
  }

  /** @returns whether the key was new; a value that is there already stays as it is. */
  add(key: string, value: V): boolean {
    if (this.#slots.has(key)) return false;
    this.#slots.set(key, this.#values.push(value) - 1);
    return true;
  }

  /** Puts a value in the place of the one that has this key, or at the end. */
  put(key: string, value: V): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) this.add(key, value);
    else this.#values[slot] = value;
  }

  /** @returns whether the key was there. */
  delete(key: string): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) return false;
    this.#slots.delete(key);
    this.#values[slot] = null;
    return true;
  }

  /** @returns up to `take` values in order, after leaving out the first `skip`. */
  page(skip: number, take: number): V[] {
    this.#closeGaps();
    const page: V[] = [];
    const end = Math.min(skip + take, this.#values.length);
    for (let slot = skip; slot < end; slot++) {
      const value = this.#values[slot];
      if (value !== undefined && value !== null) page.push(value);
    }
    return page;
  }

  *values(): IterableIterator<V> {
    for (const value of this.#values) if (value !== null) yield value;
  }

  /** A copy with a life of its own; the values themselves are shared. */
  clone(): OrderedMap<V> {
    const copy = new OrderedMap<V>();
    for (const key of this.#slots.keys()) {
      const value = this.get(key);
      if (value !== null) copy.add(key, value);
    }
    return copy;
  }

  /** Deleting leaves a gap, so that it is cheap; the gaps are closed once, before the next page is read. */
  #closeGaps(): void {
    if (this.#values.length === this.#slots.size) return;
    const values: (V | null)[] = [];
    for (const [key, slot] of this.#slots) {
      this.#slots.set(key, values.push(this.#values[slot] ?? null) - 1);
    }
    this.#values = values;
  }
}
