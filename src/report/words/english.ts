/** Every sentence of the tool, in English. */

import { applyWords } from "./english/apply.ts";
import { resultWords } from "./english/results.ts";
import type { Words } from "./say.ts";

export const english: Words = { ...applyWords, ...resultWords };
