/** What is said, as somebody at their own terminal reads it. */

import type { Said } from "../../src/domain/fact.ts";
import { sentenceOf } from "../../src/report/words/say.ts";

/** The same with its sentence, for specifications of words. */
export function spoken<T extends Said>(said: T): T & { readonly message: string } {
  return { ...said, message: sentenceOf(said, { masked: false }) };
}
