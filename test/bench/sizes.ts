/** How much is measured: enough for steady figures, or little, to see that the benchmark works. */

export interface Sizes {
  /** How often each program is started; the median counts. */
  readonly startUpRounds: number;
  readonly membersAt48: number;
  readonly membersAt200: number;
  readonly membersToLookUp: number;
  /** The client that sends one command after the other is slow and steady: fewer do. */
  readonly membersOneByOne: number;
  readonly membersOfSmallPlan: number;
  readonly membersOfLargePlan: number;
  /** How often each plan is made; the median counts. */
  readonly planRounds: number;
}

export const FULL: Sizes = {
  startUpRounds: 25,
  membersAt48: 3_000,
  membersAt200: 10_000,
  membersToLookUp: 5_000,
  membersOneByOne: 300,
  membersOfSmallPlan: 100_000,
  membersOfLargePlan: 1_000_000,
  planRounds: 3,
};

export const QUICK: Sizes = {
  startUpRounds: 5,
  membersAt48: 250,
  membersAt200: 1_000,
  membersToLookUp: 500,
  membersOneByOne: 30,
  membersOfSmallPlan: 2_000,
  membersOfLargePlan: 20_000,
  planRounds: 1,
};
