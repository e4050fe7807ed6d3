/** Every sentence of the tool, in English. */

import { applyWords } from "./english/apply.ts";
import { githubWords } from "./english/github.ts";
import { resultWords } from "./english/results.ts";
import type { Words } from "./types.ts";

export const english: Words = { ...applyWords, ...githubWords, ...resultWords };
