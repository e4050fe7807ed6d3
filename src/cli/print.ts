/** Results that are one line. */

import type { Fact } from "../domain/fact.ts";
import { sentenceOf } from "../report/words/say.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked } from "./terminal.ts";

export function print(fact: Fact, runtime: Runtime): void {
  runtime.stdout.write(`${sentenceOf(fact, { masked: isMasked(runtime) })}\n`);
}
