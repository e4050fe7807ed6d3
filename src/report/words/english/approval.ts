/** What comes of approval. */

import type {
  ApprovalFacts,
  ApprovedName,
  CountedThen,
  DocumentFacts,
} from "../../../domain/facts/approval.ts";
import type { DocumentKind } from "../../../domain/validators.ts";
import type { Spoken, Words } from "../types.ts";
import { count, counted, row } from "./numbers.ts";

const DOCUMENTS: Readonly<Record<DocumentKind, string>> = {
  plan: "saved plan",
  review: "review file",
  result: "result file",
};

const FOR: Readonly<Record<DocumentKind, string>> = {
  plan: "it is a saved plan: pass it with --plan",
  review: "it is a review file: pass it with --review, --approved or --reviewed",
  result: "it is the result of an apply: pass it with --result",
};

const COUNTED: Readonly<Record<CountedThen, readonly [string, string]>> = {
  add: ["member to add", "members to add"],
  unchanged: ["declared member on it", "declared members on it"],
  undeclared: ["undeclared member on it", "undeclared members on it"],
  excluded: ["member excluded", "members excluded"],
  blocked: ["member blocked", "members blocked"],
  selected: ["contact selected", "contacts selected"],
};

const documentWords: Words<DocumentFacts> = {
  "document-empty": () => "the file is empty",
  "document-cut": () => "the file is incomplete: it was cut off, or it is not JSON",
  "document-newer": ({ format }) =>
    `the file has format ${format}, which is newer than this blip-lists. Update blip-lists`,
  "document-other": ({ actual }) => FOR[actual],
  "document-invalid": ({ kind, path }) =>
    `the file is not a valid ${DOCUMENTS[kind]}${path === "" ? "" : ` (at ${path})`}`,
};

export const approvalWords: Words<ApprovalFacts> = {
  ...documentWords,
  "seal-missing": () => "the file has no seal. Save the plan with plan --out",
  "seal-broken": () =>
    "the file was changed after it was written, or was written with another key. Plan again with the key that apply uses",
  "approval-file": ({ flag, file, why }) => `${flag} ${file}: ${why}`,
  "review-passed-over": ({ why }) => `${why}. The file is ignored, so it approves nothing`,
  "other-bot-file": ({ flag, file, bot, contract, ownBot, ownContract }) =>
    `${flag} ${file}: the file is for the bot ${bot} of ${contract}, but this run is for ${ownBot} of ${ownContract}. Use the key and the contract that the file was made with`,
  "other-lists": ({ approved, unknown, changes }) => {
    const since = changes.length === 0 ? "" : ` ${changes.join("; ")}.`;
    const which = unknown.length === 0 ? "" : ` (not in that plan: ${unknown.join(", ")})`;
    return `the lists have changed since ${approvedName(approved)} was made${which}: nothing was sent.${since} Plan again and have that plan reviewed`;
  },

  "not-approved": ({ why }) => why,
  "plan-not-approved": ({ changes, held, ...differing }) => {
    const since = changes.length === 0 ? "" : ` ${changes.join("; ")}.`;
    const rest = held === 0 ? "" : ", or send only what was approved: --approved-only";
    return `${difference(differing)}: nothing was sent.${since} Plan again and have that plan reviewed${rest}`;
  },
  "approval-required": ({ added }) =>
    `${counted(added, "action")} without approval: nothing was sent. bot.yaml says approval: require, so pass what was approved with --reviewed, --approved or --plan`,
  "creation-not-approved": ({ list, isGone }) =>
    `not approved: create the list ${list}${isGone ? ", which existed then and is gone now" : ""}`,
  "member-not-approved": ({ member, list, hasShrunk }) =>
    `not approved: add ${member} to ${list}${hasShrunk ? ", which has lost declared members since" : ""}`,
  "further-not-approved": ({ actions }) => `… and ${counted(actions, "more action")} not approved`,
  "actions-left": ({ actions }) =>
    `${counted(actions, "action")} not sent: not in the approved plan. Open a pull request that touches the lists, and its plan shows them`,
  "action-not-approved": () => "not in the approved plan",
  "its-list-not-approved": () => "its list does not exist, and creating it is not in the approved plan",

  "setting-changed": ({ setting, before, after }) =>
    `${setting} in bot.yaml: ${settingValue(before)} then, ${settingValue(after)} now`,
  "gate-refuses-now": ({ setting }) => `gate ${setting}: passed then, refuses now`,
  "gate-passes-now": ({ setting }) => `gate ${setting}: refused then, passes now`,
  "list-exists-now": ({ list }) => `${list}: exists now`,
  "list-gone-now": ({ list }) => `${list}: existed then, does not exist now`,
  "list-counts-changed": ({ list, what, before, after }) => {
    const [singular, plural] = COUNTED[what];
    return `${list}: ${counted(before, singular, plural)} then, ${count(after)} now`;
  },
};

function settingValue(value: string | number | null): string {
  if (value === null) return "no limit";
  return typeof value === "number" ? count(value) : value;
}

export function approvedName(approved: Spoken<ApprovedName>): string {
  if ("file" in approved) return approved.file;
  if (approved.reviews === 0) return "the reviewed plans (none)";
  return approved.reviews === 1 ? "the reviewed plan" : `the ${approved.reviews} reviewed plans`;
}

export function difference({
  approved,
  added,
  settled,
}: {
  readonly approved: Spoken<ApprovedName>;
  readonly added: number;
  readonly settled: number;
}): string {
  if (added + settled === 0) return "no difference";
  return row([
    added > 0 ? `${counted(added, "action")} not in ${approvedName(approved)}` : "",
    settled > 0 ? `${counted(settled, "approved action")} no longer needed` : "",
  ]);
}
