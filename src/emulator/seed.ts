/** What a state is made from: a plain object, written in code or read from a state file. */

import type { Path } from "./seed-field.ts";
import {
  botName,
  fields,
  identity,
  isIterable,
  items,
  listName,
  optionalText,
  phoneDigits,
  SeedError,
  text,
} from "./seed-field.ts";
import type { Account, Contact } from "./state.ts";
import { EmulatorState } from "./state.ts";

export interface Seed {
  /** The bot's identifier. */
  readonly bot: string;
  /** The access key inside the bot's key; without one, any will do. */
  readonly key?: string;
  readonly contract?: string;
  /** Names of lists (or their identities) to identities of members. */
  readonly lists?: Readonly<Record<string, Iterable<string>>>;
  /** Contacts, or their identities alone. Rosters of any size may come from a generator. */
  readonly contacts?: Iterable<string | Contact>;
  /** Phone numbers in any notation with the country code to accounts, their identities alone, or null: not on WhatsApp. */
  readonly accounts?: Readonly<Record<string, string | Account | null>> | Iterable<AccountOfPhone>;
  /** Names of lists that other bots have. */
  readonly takenLists?: Iterable<string>;
}

type AccountOfPhone = Account & { readonly phone: string };

const SEED_FIELDS = ["bot", "key", "contract", "lists", "contacts", "accounts", "takenLists"];
const CONTACT_TEXTS = [
  "name",
  "phoneNumber",
  "cellPhoneNumber",
  "email",
  "city",
  "group",
  "gender",
  "taxDocument",
  "source",
  "lastMessageDate",
];
const ACCOUNT_TEXTS = ["identity", "alternativeAccount", "fullName"];

/** @throws SeedError */
export function stateFromSeed(seed: Seed): EmulatorState {
  return parseSeed(seed);
}

/**
 * Builds a state from data of unknown shape.
 * @throws SeedError that says what is wrong and where
 */
export function parseSeed(value: unknown): EmulatorState {
  const { bot, key, contract, lists, contacts, accounts, takenLists } = fields(value, [], SEED_FIELDS);
  const state = new EmulatorState(
    botName(bot, ["bot"]),
    optionalText(key, ["key"]),
    optionalText(contract, ["contract"]),
  );
  for (const [index, name] of items(takenLists, ["takenLists"])) {
    state.takenLists.add(listName(name, ["takenLists", index]).toLowerCase());
  }
  for (const [name, members] of Object.entries(fields(lists ?? {}, ["lists"]))) {
    seedList(state, name, members);
  }
  for (const [index, contact] of items(contacts, ["contacts"])) {
    const path = ["contacts", index];
    if (!state.addContact(parseContact(contact, path)))
      throw new SeedError(path, "this contact is there already");
  }
  for (const [phone, account, path] of accountEntries(accounts)) {
    const digits = phoneDigits(phone, path);
    if (state.accounts.has(digits)) throw new SeedError(path, `the number ${phone} is there already`);
    state.accounts.set(digits, account === null ? null : parseAccount(account, path));
  }
  return state;
}

function seedList(state: EmulatorState, spelled: string, members: unknown): void {
  const list = listName(spelled, ["lists", spelled]);
  if (!state.lists.write({ kind: "create-list", list }, 0, 0)) {
    throw new SeedError(["lists", spelled], "this list is there already");
  }
  if (state.takenLists.has(list.toLowerCase())) {
    throw new SeedError(["lists", spelled], "this list is in takenLists, too");
  }
  for (const [index, member] of items(members, ["lists", spelled])) {
    const path = ["lists", spelled, index];
    const added = { kind: "add-member", list, identity: identity(member, path) } as const;
    if (!state.lists.write(added, 0, 0)) throw new SeedError(path, "this member is there already");
  }
}

function parseContact(value: unknown, path: Path): Contact {
  if (typeof value === "string") return { identity: identity(value, path) };
  const { identity: main, extras, ...texts } = fields(value, path, ["identity", "extras", ...CONTACT_TEXTS]);
  for (const [name, field] of Object.entries(texts)) text(field, [...path, name]);
  const contact = { ...texts, identity: identity(main, [...path, "identity"]) };
  if (extras === undefined) return contact;
  const extrasPath = [...path, "extras"];
  const parsed = Object.entries(fields(extras, extrasPath)).map(([name, extra]) => [
    name,
    text(extra, [...extrasPath, name]),
  ]);
  return { ...contact, extras: Object.fromEntries(parsed) };
}

function parseAccount(value: unknown, path: Path): Account {
  if (typeof value === "string") return { identity: identity(value, path) };
  const texts = fields(value, path, ACCOUNT_TEXTS);
  const { identity: main, alternativeAccount, fullName } = texts;
  return {
    identity: identity(main, [...path, "identity"]),
    ...(alternativeAccount === undefined
      ? {}
      : { alternativeAccount: identity(alternativeAccount, [...path, "alternativeAccount"]) }),
    ...(fullName === undefined ? {} : { fullName: text(fullName, [...path, "fullName"]) }),
  };
}

/** Accounts come as a map by phone number, or as a list whose entries name their phone. */
function* accountEntries(value: unknown): Generator<[phone: string, account: unknown, path: Path]> {
  if (value === undefined || value === null) return;
  if (!isIterable(value)) {
    for (const [phone, account] of Object.entries(fields(value, ["accounts"]))) {
      yield [phone, account, ["accounts", phone]];
    }
    return;
  }
  for (const [index, item] of items(value, ["accounts"])) {
    const path = ["accounts", index];
    const { phone, ...account } = fields(item, path, ["phone", ...ACCOUNT_TEXTS]);
    yield [typeof phone === "number" ? String(phone) : text(phone, [...path, "phone"]), account, path];
  }
}
