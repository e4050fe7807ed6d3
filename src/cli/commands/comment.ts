/** `blip-lists comment`: a plan in its pull request. */

import type { Command } from "commander";
import { Option } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { AUTHOR, wholeNumber } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";
import type { Runtime } from "../runtime.ts";

const NUMBER_MAX = 2_147_483_647;

interface Flags {
  readonly review?: string;
  readonly directory?: string;
  readonly onlyChanges?: true;
  readonly state?: "planned" | "applying" | "applied" | "failed";
  readonly result?: string;
  readonly pullRequest?: number;
  readonly author?: string;
}

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
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
    .action(async (flags: Flags) => {
      const { review = null, directory = null, onlyChanges = false, state = null } = flags;
      const { result = null, pullRequest = null, author = null } = flags;
      const what = { review, directory, onlyChanges, state, result };
      const { comment } = await import("../../app/comment.ts");
      print(await comment({ ...what, pullRequest, author }, portsOf(runtime)), runtime);
      finish(Exit.done);
    });
}
