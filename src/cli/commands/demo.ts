/** `blip-lists demo`: all of it, against Blip in a box. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import { fact } from "../../domain/fact.ts";
import { failureAs } from "../../domain/failure.ts";
import { phrases } from "../../report/words/say.ts";
import type { RunCommand, Shell } from "../flags.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";
import { styleFor } from "../terminal.ts";

export function define(command: Command, { runtime, help, finish, run }: Shell): void {
  command.argument("[dir]", help.directory).action(async (named: string | undefined) => {
    const { onStage } = await import("../../app/demo.ts");
    await onStage(named ?? null, portsOf(runtime), async ({ directory, cwd, env }) => {
      const there = { ...runtime, cwd, env };
      for (const line of commandLines(directory)) await step(line, run, there);
    });
    runtime.stdout.write(`\n${phrases().demoDone}\n`);
    finish(Exit.done);
  });
}

function commandLines(directory: string): readonly (readonly string[])[] {
  return [
    ["validate", directory],
    ["plan", directory, "--out", "plan.json"],
    ["apply", directory, "--plan", "plan.json", "--yes"],
    ["plan", directory, "--detailed-exitcode"],
  ];
}

/** @throws Failure for any exit code but 0 */
async function step(words: readonly string[], run: RunCommand, runtime: Runtime): Promise<void> {
  const { bold } = styleFor(runtime.stdout, runtime.env);
  runtime.stdout.write(`\n${bold(`$ blip-lists ${words.join(" ")}`)}\n`);
  const exit = await run(words, runtime);
  if (exit === Exit.changes) throw failureAs(Exit.failed, "demo", fact("demo-plan-not-empty"));
  if (exit !== Exit.done) throw failureAs(exit, "demo", fact("demo-ended", { exit }));
}
