/** How much one apply may do. */

export interface Limits {
  /** Members to add in one run. */
  readonly maxAdditions: number;
  /** Members to add to one list; null for no limit. */
  readonly maxAdditionsPerList: number | null;
  /** Lists to create in one run. */
  readonly maxNewLists: number;
  /** Numbers to look up in one run: WhatsApp bans senders that look up many. */
  readonly maxLookups: number;
  /** Members to add, in percent of those a list has; null for no limit. */
  readonly maxGrowthPercent: number | null;
}

export const DEFAULT_LIMITS: Limits = {
  maxAdditions: 100_000,
  maxAdditionsPerList: null,
  maxNewLists: 20,
  maxLookups: 1_000,
  maxGrowthPercent: null,
};
