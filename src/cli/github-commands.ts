/** The commands for workflows on GitHub. */

import type { Command } from "commander";
import { Option } from "commander";
import type { Finish } from "./flags.ts";
import { DIRECTORY, wholeNumber } from "./flags.ts";
import type { World } from "./world.ts";

const AUTHOR = "login of whose comments and issues are ours (default: the token's)";
const NUMBER_MAX = 2_147_483_647;

export function addComment(program: Command, world: World, finish: Finish): void {
  program
    .command("comment")
    .description("show a review file in its pull request: one comment for each directory, kept up to date")
    .option("--review <file>", "what plan --review wrote")
    .option("--directory <dir>", "the lists that could not be planned, in place of --review")
    .option("--only-changes", "write none where nothing changes and none is there yet")
    .addOption(
      new Option("--state <state>", "what is going on (default: planned, or as the result says)").choices([
        "planned",
        "applying",
        "applied",
        "failed",
      ]),
    )
    .option("--result <file>", "what apply --result wrote")
    .option("--pull-request <n>", "its number (default: the run's)", wholeNumber(1, NUMBER_MAX))
    .option("--author <login>", AUTHOR)
    .action(async (flags: CommentFlags) => {
      const { comment } = await import("./comment.ts");
      const { review = null, directory = null, onlyChanges = false, state = null } = flags;
      const { result = null, pullRequest = null, author = null } = flags;
      const what = { review, directory, onlyChanges, state, result };
      finish(await comment({ ...what, pullRequest, author }, world));
    });
}

interface CommentFlags {
  readonly review?: string;
  readonly directory?: string;
  readonly onlyChanges?: true;
  readonly state?: "planned" | "applying" | "applied" | "failed";
  readonly result?: string;
  readonly pullRequest?: number;
  readonly author?: string;
}

export function addDrift(program: Command, world: World, finish: Finish): void {
  program
    .command("drift")
    .description("keep an issue open for as long as a plan is not empty")
    .requiredOption("--review <file>", "what plan --review wrote")
    .option("--author <login>", AUTHOR)
    .action(async (flags: { review: string; author?: string }) => {
      const { drift } = await import("./drift.ts");
      const { review, author = null } = flags;
      finish(await drift({ review, author }, world));
    });
}

export function addReviews(program: Command, world: World, finish: Finish): void {
  program
    .command("reviews")
    .description("fetch the review files of what was merged since the last run that succeeded")
    .argument("[dir]", DIRECTORY, "lists")
    .requiredOption("--out <dir>", "where to write them, each named by its pull request")
    .option("--commit <sha>", "the commit that is applied (default: the run's)")
    .action(async (directory: string, { out, commit }: { out: string; commit?: string }) => {
      const { reviews } = await import("./reviews.ts");
      finish(await reviews({ directory, out, commit: commit ?? null }, world));
    });
}

export function addBots(program: Command, world: World, finish: Finish): void {
  program
    .command("bots")
    .description("print the bots of a repository and their environments as JSON, for a matrix")
    .argument("[root]", "lists of one bot, or a directory of such directories", "lists")
    .action(async (root: string) => {
      const { bots } = await import("./bots.ts");
      finish(await bots({ root }, world));
    });
}
