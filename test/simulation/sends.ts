/** Commands as they leave, read by what they say and not by what the client meant. */

import { readText } from "../../src/blip/body.ts";
import type { Fetch } from "../../src/blip/transport.ts";

/**
 * What the sender got to know: nothing yet; success; a failure for good; that there is no such thing; one for the
 * rate; one that says nothing about the command (a lost connection, HTML, 5xx, "try again"); that the key is refused.
 */
export type Answer = "none" | "success" | "refused" | "unknown" | "throttled" | "trouble" | "unauthorized";

export interface Send {
  readonly id: string;
  readonly atMs: number;
  readonly method: string;
  readonly uri: string;
  /** `read` is a get of lists or contacts; `stray` is nothing that this tool ever sends. */
  readonly kind: "read" | "create" | "add" | "look-up" | "stray";
  /** Key of the list of a create or an add. */
  readonly list: string;
  /** Key of the identity of an add, number of a look-up. */
  readonly subject: string;
  answer: Answer;
  /** The reason of an answer that has one, otherwise 0. */
  reason: number;
}

/** One for each thing that is to be done once. */
export function subjectOf({ kind, list, subject }: Send): string {
  return `${kind} ${list} ${subject}`;
}

export function readSend(body: string, atMs: number): Send {
  const command = objectIn(body);
  const text = (name: string) => String(command[name] ?? "");
  const [id, method, uri] = [text("id"), text("method"), text("uri")];
  return { id, atMs, method, uri, answer: "none", reason: 0, ...meaningOf(method, uri, command.resource) };
}

const RECIPIENTS = /^\/lists\/(.+)%40broadcast\.msging\.net\/recipients(\?.*)?$/;
const ACCOUNT = /^lime:\/\/wa\.gw\.msging\.net\/accounts\/(\+\d+)$/;

function meaningOf(method: string, uri: string, resource: unknown): Pick<Send, "kind" | "list" | "subject"> {
  const recipients = RECIPIENTS.exec(uri);
  const list = decodeURIComponent(recipients?.[1] ?? "").toLowerCase();
  if (method === "set" && recipients !== null && recipients[2] === undefined) {
    return { kind: "add", list, subject: String(resource).toLowerCase() };
  }
  if (method === "set" && uri === "/lists") {
    const identity = String(recordOf(resource).identity).toLowerCase();
    return { kind: "create", list: identity.replace("@broadcast.msging.net", ""), subject: "" };
  }
  const account = ACCOUNT.exec(uri);
  if (method === "get" && account !== null) return { kind: "look-up", list: "", subject: account[1] ?? "" };
  const isRead = method === "get" && (recipients !== null || /^\/(lists|contacts)\?/.test(uri));
  return { kind: isRead ? "read" : "stray", list, subject: "" };
}

const REASONS_OF_THE_RATE = [34, 85];
const REASONS_THAT_PASS = [51, 61, 81, 86];
const REASON_NOT_FOUND = 67;

export async function answerIn(
  exchanged: Awaited<ReturnType<Fetch>>,
): Promise<Pick<Send, "answer" | "reason">> {
  const { status } = exchanged;
  if (status === 401) return { answer: "unauthorized", reason: 0 };
  if (status === 429) return { answer: "throttled", reason: 0 };
  if (status >= 500) return { answer: "trouble", reason: 0 };
  const document = objectIn(await readText(exchanged.body));
  if (document.status === "success") return { answer: "success", reason: 0 };
  if (document.status !== "failure") return { answer: "trouble", reason: 0 };
  const reason = Number(recordOf(document.reason).code);
  return { answer: meaningOfReason(reason), reason };
}

function meaningOfReason(code: number): Answer {
  if (REASONS_THAT_PASS.includes(code)) return "trouble";
  if (REASONS_OF_THE_RATE.includes(code)) return "throttled";
  return code === REASON_NOT_FOUND ? "unknown" : "refused";
}

/** @returns the JSON object that a text is, empty where it is none */
export function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
