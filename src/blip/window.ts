/**
 * How many commands Blip may have counted within one second.
 *
 * Blip counts a command when it arrives, which nobody here sees. What is seen is when it was sent and when
 * it was answered. A command whose round trip took no longer than the fastest of its kind arrived as fast
 * as one can; one that took 80 ms longer may have arrived up to 80 ms later. Each command is counted at the
 * latest moment at which it can have arrived, so that jitter, new connections and stalls bunch nothing.
 */

const WINDOW_MS = 1_000;
/** The fastest round trip is taken from this many answers or twice as many, so that it follows the network. */
const SAMPLES = 500;
/** How long a command is remembered after its second, for the question what Blip had accepted before it objected. */
const HISTORY_MS = 30_000;

export interface Entry {
  readonly kind: string;
  readonly sentAt: number;
  answeredAt: number | null;
  accepted: boolean;
}

export class ArrivalWindow {
  /** What may still count within the last second. */
  private counting: Entry[] = [];
  private readonly history: Entry[] = [];
  private readonly fastest = new Map<string, FastestRoundTrip>();

  add(kind: string, sentAt: number): Entry {
    const entry: Entry = { kind, sentAt, answeredAt: null, accepted: false };
    this.counting.push(entry);
    this.history.push(entry);
    while ((this.history[0]?.sentAt ?? sentAt) < sentAt - HISTORY_MS) this.history.shift();
    return entry;
  }

  /** @param accepted whether Blip took it: how long a refusal or a lost connection took says nothing of the way */
  answered(entry: Entry, now: number, accepted: boolean): void {
    entry.answeredAt = now;
    entry.accepted = accepted;
    if (!accepted) return;
    const known = this.fastest.get(entry.kind) ?? new FastestRoundTrip();
    known.take(now - entry.sentAt);
    this.fastest.set(entry.kind, known);
  }

  /** How many commands Blip accepted that were sent in the second before this one. */
  acceptedBefore({ sentAt }: Entry): number {
    return this.history.filter(
      (one) => one.accepted && one.sentAt > sentAt - WINDOW_MS && one.sentAt <= sentAt,
    ).length;
  }

  /**
   * When a further command may be sent without a second that holds more than `limit`: `now` or earlier when
   * it may be at once, `null` when that depends on an answer which is still to come.
   */
  roomAt(limit: number, now: number): number | null {
    const arrivals = this.recent(now).sort((a, b) => a - b);
    if (arrivals.length < limit) return now;
    const leaves = arrivals[arrivals.length - limit] ?? now;
    return leaves >= now ? null : leaves + WINDOW_MS;
  }

  /** The latest possible arrivals within the second before `now`; what is older is forgotten. */
  private recent(now: number): number[] {
    const arrivals: number[] = [];
    this.counting = this.counting.filter((entry) => {
      const arrival = this.latestArrival(entry, now);
      if (arrival <= now - WINDOW_MS) return false;
      arrivals.push(arrival);
      return true;
    });
    return arrivals;
  }

  private latestArrival(entry: Entry, now: number): number {
    const roundTrip = this.fastest.get(entry.kind)?.value ?? 0;
    return Math.max(entry.sentAt, (entry.answeredAt ?? now) - roundTrip);
  }
}

class FastestRoundTrip {
  private before = Number.POSITIVE_INFINITY;
  private current = Number.POSITIVE_INFINITY;
  private count = 0;

  get value(): number {
    return Math.min(this.before, this.current);
  }

  take(ms: number): void {
    this.current = Math.min(this.current, ms);
    this.count += 1;
    if (this.count < SAMPLES) return;
    this.before = this.current;
    this.current = Number.POSITIVE_INFINITY;
    this.count = 0;
  }
}
