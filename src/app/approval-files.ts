/** Files that say what was approved, read with the key that sealed them. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Review } from "../approval/review.ts";
import { parseSealedReview } from "../approval/review.ts";
import type { SavedPlan } from "../approval/saved-plan.ts";
import { parseSavedPlan } from "../approval/saved-plan.ts";
import type { Problem } from "../domain/document.ts";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import { reasonOf } from "../domain/system-error.ts";
import { sentenceOf } from "../report/words/say.ts";
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
    return [readReview("--reviewed", file, blip, ports)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = sentenceOf(error.view.said, { masked: false });
    ports.warn(`${why}. It counts as not reviewed`);
    return [];
  }
}

/** @throws Failure (exit 3) for a file that cannot be relied on */
export function readReview(flag: string, file: string, blip: Blip, ports: Ports): Review {
  const review = read(flag, file, (text) => parseSealedReview(text, blip.sealKey), ports);
  checkBot(flag, file, review, blip);
  return review;
}

function read<T extends object>(
  flag: string,
  file: string,
  parse: (text: string) => T | Problem,
  ports: Ports,
): T {
  const parsed = parse(readText(flag, file, ports));
  if (!("problem" in parsed)) return parsed;
  throw new Failure(Exit.invalid, "approval-file", `${flag} ${file}: the file ${parsed.problem}`);
}

function readText(flag: string, file: string, { cwd }: Ports): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    throw new Failure(
      Exit.invalid,
      "approval-file",
      `${flag} ${file}: the file cannot be read (${reasonOf(error)})`,
    );
  }
}

function checkBot(
  flag: string,
  file: string,
  made: { readonly contract: string; readonly bot: string },
  blip: Blip,
): void {
  const isSame = made.contract === blip.contract && made.bot.toLowerCase() === blip.bot.toLowerCase();
  if (isSame) return;
  const message = `${flag} ${file}: the file is for the bot ${made.bot} of ${made.contract}, and this is ${blip.bot} of ${blip.contract}: set the key and contract it was made with`;
  throw new Failure(Exit.invalid, "other-bot", message);
}
