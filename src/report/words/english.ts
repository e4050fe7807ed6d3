/** Every sentence of the tool, in English. */

import { applyWords } from "./english/apply.ts";
import { configWords } from "./english/config.ts";
import { resultWords } from "./english/results.ts";
import type { Words } from "./types.ts";

export const english: Words = { ...applyWords, ...configWords, ...resultWords };
