/** Are the files right? Asks nobody. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import { readLists } from "./lists.ts";
import { annotate } from "./on-github.ts";
import type { Ports } from "./ports.ts";

export interface Validated {
  readonly warnings: readonly Diagnostic[];
  readonly result: Fact<"lists-valid">;
}

/** @throws Failure (exit 3) with all that is wrong */
export async function validateLists(directory: string, ports: Ports): Promise<Validated> {
  const { desired, diagnostics } = await readLists(directory, [], ports);
  await annotate(diagnostics, ports);
  const members = desired.lists.reduce((sum, list) => sum + list.include.members.length, 0);
  const result = fact("lists-valid", {
    lists: desired.lists.length,
    members,
    directory: name(directory),
    warnings: diagnostics.length,
  });
  return { warnings: diagnostics, result };
}
