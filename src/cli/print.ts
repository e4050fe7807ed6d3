/** Results that are one line. */

import type { Fact } from "../domain/fact.ts";
import { english } from "../report/words/english.ts";
import { say } from "../report/words/say.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked } from "./terminal.ts";

export function print(fact: Fact, runtime: Runtime): void {
  runtime.stdout.write(`${say(fact, { masked: isMasked(runtime) }, english)}\n`);
}
