/** What several commands have in common that failed alike. */

import type { Said } from "./fact.ts";

/** @returns the same without the command; what is of no command as it is */
export function withoutCommand<T extends Said>(said: T): T;
export function withoutCommand(said: Said): object {
  if (!("fields" in said && "command" in said.fields)) return said;
  return { code: said.code, fields: { ...said.fields, command: null } };
}
