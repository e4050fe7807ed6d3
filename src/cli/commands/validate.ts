/** `blip-lists validate`: are the files right? */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import { renderDiagnostics } from "../../report/diagnostics-text.ts";
import { phrases, sentenceOf } from "../../report/words/say.ts";
import type { Shell } from "../flags.ts";
import { hiderOf } from "../hidden-key.ts";
import { portsOf } from "../ports.ts";
import { isMasked, styleFor } from "../terminal.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  command.argument("[dir]", help.directory, "lists").action(async (directory: string) => {
    const { validateLists } = await import("../../app/validate.ts");
    const { warnings, result } = await validateLists(directory, portsOf(runtime));
    const masked = isMasked(runtime);
    runtime.stderr.write(
      renderDiagnostics(warnings, {
        style: styleFor(runtime.stderr, runtime.env),
        masked,
        hideKey: hiderOf(runtime),
      }),
    );
    const { green } = styleFor(runtime.stdout, runtime.env);
    runtime.stdout.write(`${green(phrases().valid)} ${sentenceOf(result, { masked })}\n`);
    finish(Exit.done);
  });
}
