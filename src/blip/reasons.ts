/** The reason codes of LIME: what each says of a command that Blip refused. */

/** What one reason code means for whoever sent the command. */
export interface ReasonMeaning {
  /** Whether the same command may fare better a little later. */
  readonly isPassing?: true;
  /** Whether Blip objected to the rate and not to the command. */
  readonly isRate?: true;
  /** Whether a server began to carry the command out, or handed it on: nobody knows how far it got. */
  readonly isDoubtful?: true;
  /** Whether it is, as the answer to the look-up of a number, about that number. */
  readonly isAboutNumber?: true;
  /** Whether it is, as the answer to the reading of a list, that there is none; a window Blip dislikes may have the same. */
  readonly isNoList?: true;
  /** Whether Blip refused the key. */
  readonly isKeyRefused?: true;
}

/**
 * The codes that mean something of their own. Every other one, and every code that Blip may yet invent, stays as
 * it is however often the command is sent, and is about the bot, its channel or the request: 1 general error,
 * 11 to 18 session (13 apart), 21 to 27 validation, 35 permission required, 41 to 44 routing (42: WhatsApp is not published
 * for the bot), 62 and 63 not supported, 64 invalid argument, 66 not allowed. A number that was refused for one of
 * those may be as good as any other, so nothing about it may be kept.
 *
 * Source: the LIME protocol's reason codes, and what clients of Blip report.
 */
const MEANINGS: ReadonlyMap<number, ReasonMeaning> = new Map([
  /** Authentication failed. */
  [13, { isKeyRefused: true }],
  /** Quota exceeded. */
  [34, { isPassing: true, isRate: true }],
  /** Dispatch failed. */
  [51, { isPassing: true }],
  /** Command processing failed. */
  [61, { isPassing: true, isDoubtful: true }],
  /** Resource not found: WhatsApp knows no account of the number. */
  [67, { isAboutNumber: true, isNoList: true }],
  /** Gateway: failed, request limit reached, timed out. */
  [81, { isPassing: true, isDoubtful: true }],
  [85, { isPassing: true, isRate: true }],
  [86, { isPassing: true, isDoubtful: true }],
  /** The list does not exist. */
  [101, { isNoList: true }],
]);

const FOR_GOOD: ReasonMeaning = {};

export function meaningOf(code: number): ReasonMeaning {
  return MEANINGS.get(code) ?? FOR_GOOD;
}
