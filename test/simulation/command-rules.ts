/** What holds for every command of a run, checked as it leaves. */

import type { Member } from "../../src/domain/customer.ts";
import { isIdentity } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { listKey } from "../../src/domain/list-name.ts";
import type { LogEntry } from "../../src/emulator/log.ts";
import type { AddRecipient, Plan } from "../../src/reconcile/types.ts";
import type { Send } from "./sends.ts";
import { subjectOf } from "./sends.ts";

/** What Blip counts over. */
const SECOND_MS = 1_000;
/** So many refusals in a row for one reason that is no number's own end looking up. */
const REFUSED_ALIKE_MAX = 3;
/** The same, for whatever reasons. */
const REFUSED_IN_A_ROW_MAX = 10;
/** How often one number may be sent to be looked up in one run, refusals for the rate not counted. */
const LOOK_UP_SENDS_MAX = 3;

export class CommandRules {
  plan: Plan | null = null;
  /** Whether looking up had to end before its end. */
  hasChannelBeenOut = false;
  readonly #identities: ReadonlyMap<Member, Identity | null>;
  readonly #before = new Map<string, Send[]>();
  readonly #lookUpAnswers: Pick<Send, "answer" | "reason">[] = [];

  /** @param identities what the identities file holds at any moment */
  constructor(identities: ReadonlyMap<Member, Identity | null>) {
    this.#identities = identities;
  }

  /** Everything that was sent for one thing, in order. */
  sendsOf(subject: string): readonly Send[] {
    return this.#before.get(subject) ?? [];
  }

  /** Hears of each answer, in the order in which they come. */
  answered({ kind, answer, reason }: Send): void {
    const isFinal = answer === "success" || answer === "unknown" || answer === "refused";
    if (kind === "look-up" && isFinal) this.#lookUpAnswers.push({ answer, reason });
    this.hasChannelBeenOut ||= this.#isChannelOut();
  }

  /** @returns what the command breaks, or null */
  breach(send: Send): string | null {
    if (send.kind === "read") return null;
    const subject = subjectOf(send);
    const before = this.sendsOf(subject);
    this.#before.set(subject, [...before, send]);
    if (send.kind === "stray") return `sent what nobody asked for: ${send.method} ${send.uri}`;
    if (this.plan === null) return `sent before there was a plan: ${subject}`;
    if (before.some(({ answer }) => answer === "success"))
      return `sent again although it succeeded: ${subject}`;
    if (before.some(({ answer }) => answer === "none")) return `sent twice at once: ${subject}`;
    switch (send.kind) {
      case "create":
        return this.#isPlannedCreate(send) ? null : `not in the plan: ${subject}`;
      case "add":
        return this.#addBreach(send, this.plan);
      case "look-up":
        return this.#lookUpBreach(send, this.plan, before);
      default:
        return send.kind satisfies never;
    }
  }

  #isPlannedCreate({ list }: Send): boolean {
    const actions = this.plan?.actions ?? [];
    return actions.some((action) => action.kind === "create-list" && listKey(action.list) === list);
  }

  #addBreach(send: Send, plan: Plan): string | null {
    const isPlanned = addsOf(plan).some(
      (action) => listKey(action.list) === send.list && this.#identityOf(action) === send.subject,
    );
    return isPlanned ? null : `not in the plan, or used before it was recorded: ${subjectOf(send)}`;
  }

  /** Whether the last look-ups that were answered were all refused, and not because of their numbers. */
  #isChannelOut(): boolean {
    const alike = this.#refusedLast(REFUSED_ALIKE_MAX);
    if (alike.length > 0 && alike.every(({ reason }) => reason === alike[0]?.reason)) return true;
    return this.#refusedLast(REFUSED_IN_A_ROW_MAX).length > 0;
  }

  /** @returns the last so many answers, if all of them are refusals; else none */
  #refusedLast(count: number): readonly Pick<Send, "answer" | "reason">[] {
    const last = this.#lookUpAnswers.slice(-count);
    return last.length === count && last.every(({ answer }) => answer === "refused") ? last : [];
  }

  #identityOf({ member, identity }: AddRecipient): string | undefined {
    const known = identity ?? (isIdentity(member) ? member : this.#identities.get(member));
    return known?.toLowerCase();
  }

  #lookUpBreach(send: Send, plan: Plan, before: readonly Send[]): string | null {
    const isPlanned = addsOf(plan).some(
      ({ member, identity }) => identity === null && member === send.subject,
    );
    if (!isPlanned) return `looked up beside the plan: ${send.subject}`;
    if (addsOf(plan).some(({ member }) => member === send.subject && this.#identities.has(member))) {
      return `looked up although the answer is recorded: ${send.subject}`;
    }
    if (this.#isChannelOut()) return `looked up although the channel is out: ${send.subject}`;
    const counted = before.filter(({ answer }) => answer !== "throttled").length + 1;
    return counted > LOOK_UP_SENDS_MAX ? `looked up ${counted} times: ${send.subject}` : null;
  }
}

export function addsOf({ actions }: Plan): AddRecipient[] {
  return actions.filter((action) => action.kind === "add-recipient");
}

/** @returns where more commands arrived within a second than were allowed, or null */
export function windowBreach(arrivals: readonly LogEntry[], commandsPerSecond: number): string | null {
  for (const [index, { at }] of arrivals.entries()) {
    const earlier = arrivals[index - commandsPerSecond];
    if (earlier === undefined || at - earlier.at >= SECOND_MS) continue;
    return `${commandsPerSecond + 1} commands arrived within ${at - earlier.at} ms, at ${at} ms`;
  }
  return null;
}
