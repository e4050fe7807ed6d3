/** How the identity of a member to add is known. */

import type { Via } from "../reconcile/types.ts";
import type { Viewer } from "./format.ts";
import { nameFor } from "./format.ts";
import { phrases } from "./words/say.ts";

/** @returns nothing where the file itself says it */
export function knownFrom(viewer: Viewer, via: Via): string {
  const list = via.startsWith("list:") ? nameFor(viewer, via.slice("list:".length)) : "";
  return phrases().plan.knownFrom(via, list);
}
