/** Which uris there are, at which address, and what each method does there. */

import type { Command, Method } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";
import { failure, ReasonCode } from "./answer.ts";
import type { EmulatorState } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { CommandUri } from "./uri.ts";

/** All that a command can depend on. */
export interface CommandContext {
  readonly command: Command;
  readonly uri: CommandUri;
  readonly state: EmulatorState;
  readonly switches: Switches;
  readonly nowMs: number;
}

/** `first` and `second` are what stood where the path of the route has a `*`. */
type CommandHandler = (context: CommandContext, first: string, second: string) => Answer;

export interface Route {
  /** Such as `["lists", "*", "recipients"]`; a star is any one segment. */
  readonly path: readonly string[];
  readonly methods: { readonly [Name in Method]?: CommandHandler };
}

/** Carries a command out by the first route that fits its path: reason 62 without one, 63 for another method. */
export function dispatch(routes: readonly Route[], context: CommandContext): Answer {
  const { segments } = context.uri;
  for (const route of routes) {
    if (!fits(route.path, segments)) continue;
    const handler = route.methods[context.command.method];
    if (handler === undefined) {
      return failure(ReasonCode.methodNotSupported, "The command method is not supported for this resource");
    }
    const [first = "", second = ""] = segments.filter((_, index) => route.path[index] === "*");
    return handler(context, first, second);
  }
  return failure(ReasonCode.resourceNotSupported, "The command resource is not supported");
}

function fits(path: readonly string[], segments: readonly string[]): boolean {
  return (
    path.length === segments.length &&
    path.every((part, index) => (part === "*" ? segments[index] !== "" : part === segments[index]))
  );
}
