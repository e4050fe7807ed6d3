/** What is to happen, by time; at the same time, in the order in which it was added. A binary heap. */

export class QueuedEvent {
  readonly atMs: number;
  /** Whether a stalled process delays it. */
  readonly stalls: boolean;
  readonly act: () => void;
  readonly order: number;
  #cancelled = false;
  #original: QueuedEvent | null = null;

  constructor(atMs: number, stalls: boolean, act: () => void, order: number) {
    this.atMs = atMs;
    this.stalls = stalls;
    this.act = act;
    this.order = order;
  }

  get cancelled(): boolean {
    return this.#cancelled || (this.#original?.cancelled ?? false);
  }

  cancel(): void {
    this.#cancelled = true;
  }

  /** Takes the place of another event, and is cancelled with it. */
  follow(original: QueuedEvent): void {
    this.#original = original;
  }
}

export class EventQueue {
  readonly #heap: QueuedEvent[] = [];
  #added = 0;

  add(atMs: number, stalls: boolean, act: () => void): QueuedEvent {
    const event = new QueuedEvent(atMs, stalls, act, this.#added);
    this.#added += 1;
    this.#heap.push(event);
    this.#rise(this.#heap.length - 1);
    return event;
  }

  /** Takes the next event that was not cancelled; null when there is none. */
  next(): QueuedEvent | null {
    for (;;) {
      const first = this.#heap[0];
      const last = this.#heap.pop();
      if (first === undefined || last === undefined) return null;
      if (last !== first) {
        this.#heap[0] = last;
        this.#sink(0);
      }
      if (!first.cancelled) return first;
    }
  }

  #rise(from: number): void {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(from: number): void {
    for (let index = from; ; ) {
      let least = index;
      if (this.#isBefore(2 * index + 1, least)) least = 2 * index + 1;
      if (this.#isBefore(2 * index + 2, least)) least = 2 * index + 2;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  #swap(index: number, other: number): void {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return;
    this.#heap[index] = b;
    this.#heap[other] = a;
  }
}
