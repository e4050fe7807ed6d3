/** Every sentence of the tool, in English; the help of the command line stands apart in `english/help.ts`. */

import { appWords } from "./english/app.ts";
import { applyWords, outcomeWords } from "./english/apply.ts";
import { applyPhrases, divergencePhrases } from "./english/apply-phrases.ts";
import { approvalWords } from "./english/approval.ts";
import { blipWords } from "./english/blip.ts";
import { configWords } from "./english/config.ts";
import { fileWords } from "./english/files.ts";
import { githubWords } from "./english/github.ts";
import { count, duration } from "./english/numbers.ts";
import { planPhrases } from "./english/plan-phrases.ts";
import { reconcileWords } from "./english/reconcile.ts";
import { resultWords } from "./english/results.ts";
import { runPhrases } from "./english/run-phrases.ts";
import { toolWords } from "./english/tool.ts";
import { usageWords } from "./english/usage.ts";
import type { Phrases } from "./phrases.ts";
import type { Words } from "./types.ts";

export const english: Words = {
  ...appWords,
  ...applyWords,
  ...approvalWords,
  ...blipWords,
  ...configWords,
  ...fileWords,
  ...githubWords,
  ...outcomeWords,
  ...reconcileWords,
  ...resultWords,
  ...toolWords,
  ...usageWords,
};

export const englishPhrases: Phrases = {
  ...runPhrases,
  count,
  duration,
  plan: planPhrases,
  apply: applyPhrases,
  divergence: divergencePhrases,
};
