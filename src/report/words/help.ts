/** What `--help` says. */

import type { englishHelp } from "./english/help.ts";

/** The help of one language. */
export type Help = { readonly [K in keyof typeof englishHelp]: Texts<(typeof englishHelp)[K]> };

type Texts<T> = T extends string ? string : { readonly [K in keyof T]: Texts<T[K]> };

/** Loaded when it is needed: most of it is for who asks for help. */
export async function loadHelp(): Promise<Help> {
  return (await import("./english/help.ts")).englishHelp;
}
