/** What came between the approval of a plan and its apply. Members are masked: this goes into tickets. */

import type { Divergence } from "../approval/types.ts";
import { changesOf, NAMED_MAX, sinceThen } from "../approval/types.ts";
import type { ApprovedName } from "../domain/facts/approval.ts";
import type { Action } from "../reconcile/types.ts";
import { MASKED, place } from "./format.ts";
import { actionInWords } from "./outcomes.ts";
import { columns } from "./style.ts";
import { phrases, sentenceOf, shown } from "./words/say.ts";

/** How a plan differs from the one that was approved, and what that one is called. */
export interface NamedDivergence {
  readonly divergence: Divergence;
  readonly approved: ApprovedName;
}

/** @returns one line that says how the plan differs from the approved one */
export function divergenceHeadline({ divergence, approved }: NamedDivergence): string {
  const { added, settled } = divergence;
  const fields = { approved: shown(approved, MASKED), added: added.length, settled };
  return phrases().divergence.headline(fields);
}

/** Where what is not approved is named further down. */
export function renderDivergenceShort(named: NamedDivergence): string {
  const changes = changesInWords(named.divergence).map((line) => `  ${line}`);
  return [renderDivergenceLine(named), ...changes].join("\n");
}

export function renderDivergenceLine(named: NamedDivergence): string {
  return `${comparedWith(named)}: ${divergenceHeadline(named)}.`;
}

export function comparedWith({ approved }: NamedDivergence): string {
  return phrases().divergence.comparedWith(shown(approved, MASKED));
}

/** For the terminal, where what was not reviewed is sent all the same. */
export function renderDivergenceText(named: NamedDivergence): string {
  const { divergence } = named;
  const words = phrases().divergence;
  const approved = shown(named.approved, MASKED);
  const rows = divergence.added.slice(0, NAMED_MAX).map((action): [string, string] => {
    return [
      `  ${words.notIn({ approved, action: addedInWords(action, divergence) })}`,
      place(MASKED, action.source),
    ];
  });
  const added = columns(rows, Number.POSITIVE_INFINITY).map((cells) => cells.join(""));
  const actions = divergence.added.length - added.length;
  return [
    renderDivergenceShort(named),
    ...added,
    ...(actions > 0 ? [`  ${words.furtherNotIn({ approved, actions })}`] : []),
  ].join("\n");
}

/** @returns how the plans differ: `vip: 3 declared members on it then, 2 now` */
export function changesInWords(divergence: Divergence): readonly string[] {
  return changesOf(divergence).map((change) => sentenceOf(change, MASKED));
}

/** @param quote how names of members and lists are set */
export function addedInWords(
  action: Action,
  divergence: Divergence,
  quote: (name: string) => string = (name) => name,
): string {
  const words = actionInWords(action, { ...MASKED, quote });
  const since = sinceThen(action, divergence);
  return since === null ? words : phrases().divergence.since(words, since);
}
