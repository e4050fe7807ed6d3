/** The words of the field, for specifications: what does not parse is a mistake of the specification. */

import { sealKeyOf } from "../../src/approval/seal.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { parseIdentity } from "../../src/domain/identity.ts";
import type { BotKey, SealKey } from "../../src/domain/key.ts";
import { parseKey } from "../../src/domain/key.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import type { ListName } from "../../src/domain/list-name.ts";
import { listKey, parseListName } from "../../src/domain/list-name.ts";
import type { E164 } from "../../src/domain/phone.ts";
import { parsePhone } from "../../src/domain/phone.ts";
import type {
  Audience,
  DeclaredMember,
  DesiredList,
  DesiredState,
  LiveState,
} from "../../src/domain/state.ts";
import type { PlanInput, Terms } from "../../src/reconcile/plan.ts";

export function phone(text: string): E164 {
  const parsed = parsePhone(text, "BR");
  if (!("phone" in parsed)) throw new Error(`${text} is no phone number`);
  return parsed.phone;
}

export function identity(text: string): Identity {
  return must(parseIdentity(text), text);
}

export function listName(text: string): ListName {
  return must(parseListName(text), text);
}

/** The fictitious mobile number of this index, in Belo Horizonte by default. */
export function mobile(index: number, areaCode = 31): E164 {
  return phone(`+55${areaCode}9${String(90_000_000 + index)}`);
}

/** The WhatsApp identity with just the digits of a number, or without the ninth of them. */
export function whatsapp(number: E164, form: "long" | "short" = "long"): Identity {
  const digits = number.slice(1);
  return identity(`${form === "long" ? digits : digits.replace(/^55(\d\d)9/, "55$1")}@wa.gw.msging.net`);
}

/** Of a key that is nobody's. */
export function sealKeyFor(bot: string): SealKey {
  return sealKeyOf(botKey(bot));
}

export const SEAL_KEY = sealKeyFor("acmebot");

function botKey(bot: string): BotKey {
  const text = Buffer.from(`${bot}:not-a-secret-of-anybody`).toString("base64");
  return must(parseKey(text), text).key;
}

const NOBODY: Audience = { members: [], selections: [], lists: [] };

function audience(members: readonly DeclaredMember[]): Audience {
  return { ...NOBODY, members };
}

export const TERMS: Terms = {
  sealKey: SEAL_KEY,
  commandsPerSecond: 48,
  limits: DEFAULT_LIMITS,
  firstImports: new Map(),
};

/** What a planner needs beside the two states, where nothing special is meant. */
export function planInput(desired: DesiredState, live: LiveState): PlanInput {
  return {
    contract: "acme",
    bot: "acmebot",
    desired,
    live,
    names: new Set(desired.lists.map(({ name }) => listKey(name))),
    known: new Map(),
    roster: null,
    terms: TERMS,
    warnings: [],
  };
}

/** A list as a file declares it: one member a line, by number or, with an `@`, by identity. */
export function desiredList(name: string, members: readonly string[] = [], file = `lists/${name}.yaml`) {
  const list: DesiredList = {
    name: listName(name),
    description: null,
    source: { file, line: 1 },
    exclude: NOBODY,
    include: audience(
      members.map((text, index): DeclaredMember => {
        return { member: text.includes("@") ? identity(text) : phone(text), file, line: index + 3 };
      }),
    ),
  };
  return list;
}

export function desired(...lists: readonly DesiredList[]): DesiredState {
  return { lists, exclude: NOBODY };
}

/** What Blip has: names of lists to the identities on them. */
export function live(lists: Readonly<Record<string, Iterable<string>>> = {}): LiveState {
  const entries = Object.entries(lists).map(([name, members]): [string, { recipients: Set<string> }] => {
    return [name.toLowerCase(), { recipients: new Set([...members].map((one) => one.toLowerCase())) }];
  });
  return { lists: new Map(entries) };
}

function must<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`${text} does not parse`);
  return value;
}
