/** `postmaster@wa.gw.msging.net`: the WhatsApp account of a phone number. */

import { Domain, MediaType } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";
import { failure, found, ReasonCode } from "./answer.ts";
import { canonicalForm, otherForm } from "./number-form.ts";
import type { CommandContext, Route } from "./route.ts";
import type { Account, EmulatorState } from "./state.ts";
import type { Switches } from "./switches.ts";

const INTERNATIONAL = /^\+([1-9]\d{6,14})$/;

export const ACCOUNT_ROUTES: readonly Route[] = [{ path: ["accounts", "*"], methods: { get: getAccount } }];

function getAccount({ uri, state, switches }: CommandContext, asked: string): Answer {
  // The documentation shows this resource by its absolute uri alone.
  if (uri.authority === null) {
    return failure(ReasonCode.resourceNotSupported, "The command resource is not supported");
  }
  if (switches.lookUpRefusedReason !== 0) {
    return failure(switches.lookUpRefusedReason, "WhatsApp is not available to this bot");
  }
  // Without the plus nothing is looked up: whatever was asked for comes back as an account.
  if (!asked.startsWith("+")) return echo(asked);
  const digits = INTERNATIONAL.exec(asked)?.[1];
  if (digits === undefined) return failure(ReasonCode.invalidArgument, "The phone number is not valid");
  const account = accountOf(state, digits, switches);
  if (account !== null) return accountAnswer(account, digits, switches);
  if (switches.unknownNumber === "not-found") {
    return failure(ReasonCode.notFound, "The account was not found");
  }
  const identity = whatsappIdentity(canonicalForm(digits, switches.numberForm));
  return accountAnswer({ identity }, digits, switches);
}

/** What is known of a number: as it was seeded in either form, or else by the contact that has it in either form. */
function accountOf(state: EmulatorState, digits: string, switches: Switches): Account | null {
  const forms = [digits, otherForm(digits) ?? digits];
  const seeded = forms.find((form) => state.accounts.has(form));
  if (seeded !== undefined) return state.accounts.get(seeded) ?? null;
  const [contact, otherContact] = forms.map((form) => state.contacts.get(whatsappIdentity(form)));
  if (contact && otherContact) {
    return { identity: whatsappIdentity(canonicalForm(digits, switches.numberForm)) };
  }
  return contact ?? otherContact ?? null;
}

function accountAnswer(account: Account, digits: string, switches: Switches): Answer {
  const asked = whatsappIdentity(digits);
  const { identity, alternativeAccount, fullName } = account;
  const about = {
    ...(fullName === undefined ? {} : { fullName }),
    phoneNumber: `+${digits}`,
    source: "WhatsApp",
  };
  if (alternativeAccount !== undefined) {
    return found(MediaType.account, { ...about, alternativeAccount, identity });
  }
  switch (switches.accountAnswer) {
    case "alternative-differs":
      return found(MediaType.account, { ...about, alternativeAccount: identity, identity: asked });
    case "both-canonical":
      return found(MediaType.account, { ...about, alternativeAccount: identity, identity });
    case "identity-only":
      return found(MediaType.account, { ...about, identity });
    default:
      return switches.accountAnswer satisfies never;
  }
}

function echo(asked: string): Answer {
  const identity = whatsappIdentity(asked);
  return found(MediaType.account, {
    alternativeAccount: identity,
    identity,
    phoneNumber: asked,
    source: "WhatsApp",
  });
}

function whatsappIdentity(digits: string): string {
  return `${digits}@${Domain.whatsapp}`;
}
