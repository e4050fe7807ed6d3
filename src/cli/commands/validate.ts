/** `blip-lists validate`: are the files right? */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import { renderDiagnostics } from "../../report/diagnostics-text.ts";
import { sentenceOf } from "../../report/words/say.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY } from "../flags.ts";
import { hiderOf } from "../hidden-key.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";
import { isMasked, styleFor } from "../terminal.ts";

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command.argument("[dir]", DIRECTORY, "lists").action(async (directory: string) => {
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
    runtime.stdout.write(`${green("Valid:")} ${sentenceOf(result, { masked })}\n`);
    finish(Exit.done);
  });
}
