/** `blip-lists comment`: a plan in its pull request. */

import type { Command } from "commander";
import { Option } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Shell } from "../flags.ts";
import { numberOption } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";

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

export function define(command: Command, { runtime, help, finish }: Shell): void {
  const words = help.comment;
  command
    .option("--review <file>", words.review)
    .option("--directory <dir>", words.directory)
    .option("--only-changes", words.onlyChanges)
    .addOption(
      new Option("--state <state>", words.state).choices(["planned", "applying", "applied", "failed"]),
    )
    .option("--result <file>", words.result)
    .addOption(numberOption("--pull-request <n>", words.pullRequest, 1, NUMBER_MAX))
    .option("--author <login>", help.flags.author)
    .action(async (flags: Flags) => {
      const { review = null, directory = null, onlyChanges = false, state = null } = flags;
      const { result = null, pullRequest = null, author = null } = flags;
      const what = { review, directory, onlyChanges, state, result };
      const { comment } = await import("../../app/comment.ts");
      print(await comment({ ...what, pullRequest, author }, portsOf(runtime)), runtime);
      finish(Exit.done);
    });
}
