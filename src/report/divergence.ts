/** What came between the approval of a plan and its apply, in words. Members are masked: this goes into tickets. */

import type { Divergence, ListChange } from "../approval/approval.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Action } from "../reconcile/types.ts";
import { actionInWords } from "./apply-words.ts";
import { count, counted, MASKED, nameFor, place } from "./format.ts";
import { bySource } from "./group.ts";
import { columns } from "./style.ts";

/** Actions named one by one; the rest is counted. */
const SHOWN = 20;

/** @returns one line that says how the plan differs from the approved one */
export function divergenceHeadline({ added, settled }: Divergence, name: string): string {
  const parts = [
    added.length > 0 ? `${counted(added.length, "action")} not in ${nameFor(MASKED, name)}` : "",
    settled > 0 ? `${counted(settled, "approved action")} not needed any more` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no difference" : parts.join(", ");
}

/** @returns the message of a refusal */
export function whyRefused(divergence: Divergence, name: string, advice?: string): string {
  const changes = changedLists(divergence);
  const lists = changes.length === 0 ? "" : ` ${changes.join("; ")}.`;
  const rest = divergence.held === 0 ? "" : ", or send what was approved: --approved-only";
  const next = advice ?? `Plan again and have that plan reviewed${rest}`;
  return `${divergenceHeadline(divergence, name)}: nothing was sent.${lists} ${next}`;
}

/** In one line, where what is not approved is named further down. */
export function renderDivergenceLine(divergence: Divergence, approved: string): string {
  return `Compared with ${nameFor(MASKED, approved)}: ${divergenceHeadline(divergence, approved)}.`;
}

/** For the terminal, where what was not reviewed is sent all the same. */
export function renderDivergenceText(divergence: Divergence, approved: string): string {
  const name = nameFor(MASKED, approved);
  const rows = divergence.added.slice(0, SHOWN).map((action): [string, string] => {
    return [`  not in ${name}: ${addedInWords(action, divergence)}`, place(MASKED, action.source)];
  });
  const added = columns(rows, Number.POSITIVE_INFINITY).map((cells) => cells.join(""));
  const left = divergence.added.length - added.length;
  return [
    `Compared with ${name}: ${divergenceHeadline(divergence, name)}.`,
    ...changedLists(divergence).map((line) => `  ${line}`),
    ...added,
    ...(left > 0 ? [`  … and ${counted(left, "further action")} not in ${name}`] : []),
  ].join("\n");
}

/** @returns why actions may have been added: `vip: 3 declared members on it then, 2 now`; nothing where none were */
export function changedLists({ added, lists }: Divergence): readonly string[] {
  if (added.length === 0) return [];
  const gone = new Set(lists.filter(isGone).map(({ list }) => list));
  const telling = lists.filter((change) => isGone(change) || !gone.has(change.list));
  return telling.slice(0, SHOWN).map(listChangeInWords);
}

/** @returns what was not approved, each with the place that declares it */
export function unapprovedActions(divergence: Divergence): readonly Diagnostic[] {
  const shown = [...divergence.added]
    .sort(bySource)
    .slice(0, SHOWN)
    .map((action): Diagnostic => {
      const { file, line } = action.source;
      const message = `not approved: ${addedInWords(action, divergence)}`;
      return { severity: "error", code: "not-approved", message, place: { file, line, column: 1 } };
    });
  const left = divergence.added.length - shown.length;
  const more = `… and ${counted(left, "further action")} that ${left === 1 ? "is" : "are"} not approved`;
  return left === 0 ? shown : [...shown, { severity: "error", code: "not-approved", message: more }];
}

/** @param quoted how names of members and lists are set */
export function addedInWords(
  action: Action,
  { lists }: Divergence,
  quoted?: (name: string) => string,
): string {
  const words = actionInWords(action, MASKED, quoted);
  const ofList = lists.filter((change) => change.list === action.list);
  const wasThere = ofList.some(isGone);
  if (action.kind === "create-list") return wasThere ? `${words}, which was there then and is gone` : words;
  const isFewer = ofList.some(({ what, before, after }) => what === "unchanged" && after < before);
  return isFewer && !wasThere ? `${words}, which has lost declared members since` : words;
}

function isGone({ what, after }: ListChange): boolean {
  return what === "exists" && after === false;
}

function listChangeInWords({ list: listed, what, before, after }: ListChange): string {
  const list = nameFor(MASKED, listed);
  if (typeof before === "boolean" || typeof after === "boolean")
    return after === true ? `${list}: exists by now` : `${list}: existed then, and does not any more`;
  const [singular, plural] = COUNTED[what];
  return `${list}: ${counted(before, singular, plural)} then, ${count(after)} now`;
}

const COUNTED: Readonly<Record<ListChange["what"], readonly [string, string]>> = {
  exists: ["list", "lists"],
  unchanged: ["declared member on it", "declared members on it"],
  undeclared: ["undeclared member on it", "undeclared members on it"],
  excluded: ["member excluded", "members excluded"],
  blocked: ["member blocked", "members blocked"],
  selected: ["contact selected", "contacts selected"],
};
