/** Files that say what was approved, read with the key that sealed them. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Review } from "../approval/review.ts";
import { parseSealedReview } from "../approval/review.ts";
import type { SavedPlan } from "../approval/saved-plan.ts";
import { parseSavedPlan } from "../approval/saved-plan.ts";
import type { DocumentProblem } from "../domain/document.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import { systemCode } from "../domain/system-error.ts";
import type { Blip } from "./connection.ts";
import type { Ports } from "./ports.ts";

/** @throws Failure (exit 3) for a file that cannot be relied on */
export function readSavedPlan(file: string, blip: Blip, ports: Ports): SavedPlan {
  const saved = read("--plan", file, (text) => parseSavedPlan(text, blip.sealKey), ports);
  checkBot("--plan", file, saved, blip);
  return saved;
}

/**
 * Review files of pull requests come as they are, and the next run would get the same ones: one that was sealed with
 * a key that has been replaced since must not stop every run. It approves nothing.
 */
export function readIfReliable(file: string, blip: Blip, ports: Ports): Review[] {
  try {
    return [readSealedReview("--reviewed", file, blip, ports)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    ports.warn(fact("review-passed-over", { why: reason(error.said) }));
    return [];
  }
}

/** @throws Failure (exit 3) for a file that cannot be relied on */
export function readSealedReview(flag: string, file: string, blip: Blip, ports: Ports): Review {
  const review = read(flag, file, (text) => parseSealedReview(text, blip.sealKey), ports);
  checkBot(flag, file, review, blip);
  return review;
}

function read<T extends object>(
  flag: string,
  file: string,
  parse: (text: string) => T | DocumentProblem,
  ports: Ports,
): T {
  const parsed = parse(readText(flag, file, ports));
  if (!("problem" in parsed)) return parsed;
  throw unusable(flag, file, parsed.problem);
}

function readText(flag: string, file: string, { cwd }: Ports): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    throw unusable(flag, file, fact("file-unreadable", { error: literal(systemCode(error)) }));
  }
}

function unusable(flag: string, file: string, why: Fact): Failure {
  const fields = { flag: literal(flag), file: name(file), why: reason(why) };
  return new Failure(Exit.invalid, fact("approval-file", fields));
}

function checkBot(
  flag: string,
  file: string,
  made: { readonly contract: string; readonly bot: string },
  blip: Blip,
): void {
  const isSame = made.contract === blip.contract && made.bot.toLowerCase() === blip.bot.toLowerCase();
  if (isSame) return;
  const said = fact("other-bot-file", {
    flag: literal(flag),
    file: name(file),
    bot: name(made.bot),
    contract: name(made.contract),
    ownBot: name(blip.bot),
    ownContract: name(blip.contract),
  });
  throw new Failure(Exit.invalid, said, { code: "other-bot" });
}
