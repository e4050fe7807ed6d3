/**
 * Everything about Blip that nobody documents, as switches. A client has to be right under every setting.
 * The defaults are what is reported most, or else what is hardest on a client.
 */
export interface Switches {
  /** What creating a list that the bot already has comes to. */
  readonly createExistingList: "success" | "failure";
  /** The reason code with which creating a list fails that exists, here or at another bot. */
  readonly createRefusedReason: number;
  /** Which names of lists are good: letters, digits, `.`, `_`, `-` alone, or whatever an identity may hold. */
  readonly listNames: "plain" | "any";
  /** What adding a member that is there already comes to. */
  readonly addExistingMember: "success" | "failure";
  /** What reading the members of a list that does not exist comes to: reason 101, reason 67, an empty page. */
  readonly membersOfMissingList: "application-error" | "not-found" | "empty";
  /** How many lists `get /lists` answers with when `$take` does not say. */
  readonly listsTakeDefault: number;
  /** The largest page of lists. */
  readonly listsTakeMax: number;
  /** The largest page of recipients. */
  readonly recipientsTakeMax: number;
  /** A `$take` over the largest page: answered with fewer items and no word about it, or refused with reason 64. */
  readonly overTakeMax: "cap" | "refuse";
  /** When a collection comes without its `total`. */
  readonly totalAbsent: "never" | "when-zero" | "always";
  /** What `total` counts: all there is, or just what is on this page. */
  readonly totalCounts: "all" | "page";
  /** What a raw `+` in a query stands for. */
  readonly plusInQuery: "space" | "literal";
  /** A look-up of a number that is not seeded: the canonical identity (since 2023), or reason 67 (before). */
  readonly unknownNumber: "canonical" | "not-found";
  /**
   * The reason with which every look-up is refused, whatever the number, as where WhatsApp is not published for
   * the bot: 35, 42, 62, 1. 0 is none: look-ups are answered.
   */
  readonly lookUpRefusedReason: number;
  /**
   * What a look-up holds: `identity` as it was asked for and the true one in `alternativeAccount`; the true
   * one in both; or no `alternativeAccount` at all. An account seeded with both is answered as seeded.
   */
  readonly accountAnswer: "alternative-differs" | "both-canonical" | "identity-only";
  /**
   * Where numbers live that are neither seeded nor contacts: Brazil's with the ninth digit where the area code
   * keeps it as a rule (and Mexico's and Argentina's in the long form), all in the long form, all in the
   * short form, or just as asked.
   */
  readonly numberForm: "area-code" | "long" | "short" | "as-asked";
  /** Commands that may arrive within any one second; 0 is without limit. */
  readonly commandsPerSecond: number;
  /** For how long everything is refused once that was exceeded. */
  readonly penaltyMs: number;
  /** How a command over the limit is refused: HTTP 429, or HTTP 200 with a failure of reason 34. */
  readonly overLimit: "http-429" | "reason-34";
  /** Whether a 429 says in `Retry-After` how many seconds are left. */
  readonly retryAfter: boolean;
  /** The body of a 429 and of a 503. */
  readonly errorBody: "reason" | "empty" | "html";
  /** How long an answer takes, after the command had its effect. (HTTP server only.) */
  readonly latencyMs: number;
  /** At most how long a command is on its way before it arrives and is counted. (HTTP server only.) */
  readonly jitterInMs: number;
  /** After how long a read sees a write. */
  readonly readLagMs: number;
}

/** Switches that are named; the others keep their default. */
export type SwitchSettings = { readonly [Name in keyof Switches]?: Switches[Name] | undefined };

export const DEFAULT_SWITCHES: Switches = {
  createExistingList: "success",
  createRefusedReason: 101,
  listNames: "plain",
  addExistingMember: "success",
  membersOfMissingList: "application-error",
  listsTakeDefault: 100,
  listsTakeMax: 100,
  recipientsTakeMax: 100,
  overTakeMax: "cap",
  totalAbsent: "when-zero",
  totalCounts: "all",
  plusInQuery: "space",
  unknownNumber: "canonical",
  lookUpRefusedReason: 0,
  accountAnswer: "alternative-differs",
  numberForm: "area-code",
  commandsPerSecond: 0,
  penaltyMs: 120_000,
  overLimit: "http-429",
  retryAfter: false,
  errorBody: "reason",
  latencyMs: 0,
  jitterInMs: 0,
  readLagMs: 0,
};

type Named<Value> = { [Name in keyof Switches]: Switches[Name] extends Value ? Name : never }[keyof Switches];

const CHOICES: { readonly [Name in Named<string>]: readonly Switches[Name][] } = {
  createExistingList: ["success", "failure"],
  listNames: ["plain", "any"],
  addExistingMember: ["success", "failure"],
  membersOfMissingList: ["application-error", "not-found", "empty"],
  overTakeMax: ["cap", "refuse"],
  totalAbsent: ["never", "when-zero", "always"],
  totalCounts: ["all", "page"],
  plusInQuery: ["space", "literal"],
  unknownNumber: ["canonical", "not-found"],
  accountAnswer: ["alternative-differs", "both-canonical", "identity-only"],
  numberForm: ["area-code", "long", "short", "as-asked"],
  overLimit: ["http-429", "reason-34"],
  errorBody: ["reason", "empty", "html"],
};

/** The smallest value of each number; all of them are whole. */
const LEAST: { readonly [Name in Named<number>]: number } = {
  createRefusedReason: 1,
  lookUpRefusedReason: 0,
  listsTakeDefault: 1,
  listsTakeMax: 1,
  recipientsTakeMax: 1,
  commandsPerSecond: 0,
  penaltyMs: 0,
  latencyMs: 0,
  jitterInMs: 0,
  readLagMs: 0,
};

/**
 * Reads switches from anywhere: code, a state file, flags.
 * @returns every switch, those not named at their default
 * @throws RangeError that names the switch, and what it can be
 */
export function parseSwitches(settings: SwitchSettings | Readonly<Record<string, unknown>>): Switches {
  const named = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [name, value] of named) {
    const wanted = whatIsWanted(name, value);
    if (wanted !== null) throw new RangeError(`switch ${name}: ${JSON.stringify(value)} is not ${wanted}`);
  }
  return { ...DEFAULT_SWITCHES, ...Object.fromEntries(named) } as Switches;
}

/** @returns what the switch can be, or null when the value is that */
function whatIsWanted(name: string, value: unknown): string | null {
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) {
    throw new RangeError(`there is no switch ${name}; there are ${Object.keys(DEFAULT_SWITCHES).join(", ")}`);
  }
  const choices = Object.entries<readonly unknown[]>(CHOICES).find(([choice]) => choice === name)?.[1];
  if (choices !== undefined) return choices.includes(value) ? null : `one of ${choices.join(", ")}`;
  const least = Object.entries(LEAST).find(([number]) => number === name)?.[1];
  if (least === undefined) return typeof value === "boolean" ? null : "true or false";
  const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= least;
  return fits ? null : `a whole number from ${least}`;
}
