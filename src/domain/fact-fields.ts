/** What the fields of a fact may be. A text is never bare: what it is says how phone numbers in it are masked. */

import type { Member } from "./customer.ts";
import type { Source } from "./state.ts";

/** What people or systems call something: a list, a file, a flag, a host. */
export interface Name {
  readonly as: "name";
  readonly text: string;
  readonly isAlwaysMasked?: true;
}

/** Text from elsewhere: of a file that people write, or of an answer. */
export interface Quoted {
  readonly as: "quoted";
  readonly text: string;
}

/** A customer, as declared. */
export interface Customer {
  readonly as: "customer";
  readonly member: Member;
  readonly isAlwaysMasked?: true;
}

/** A line of a file. */
export interface Place {
  readonly as: "place";
  readonly source: Source;
}

/** A command as it was sent to Blip: its address may hold the number of a customer. */
export interface SentCommand {
  readonly as: "command";
  readonly method: string;
  readonly uri: string;
}

/** Another fact: its sentence stands within this one. */
export interface Reason {
  readonly as: "reason";
  readonly fact: { readonly code: string } & ({ readonly fields: object } | { readonly message: string });
}

/** What nobody needs to be protected from: an address, a digest, a flag, a code of the system. */
export interface Literal {
  readonly as: "literal";
  readonly text: string;
}

export type FactField = Literal | Name | Quoted | Customer | Place | SentCommand | Reason;

/** A fact without fields. */
export type None = Readonly<Record<never, never>>;

export function name(text: string): Name {
  return { as: "name", text };
}

export function literal(text: string): Literal {
  return { as: "literal", text };
}

export function quoted(text: string): Quoted {
  return { as: "quoted", text };
}

export function placed(source: Source): Place {
  return { as: "place", source };
}

export function reason(fact: Reason["fact"]): Reason {
  return { as: "reason", fact };
}

export function customer(member: Member): Customer {
  return { as: "customer", member };
}

/** @returns the same for what goes into tickets: masked at the person's own terminal, too */
export function alwaysMasked<T extends Name | Customer>(field: T): T {
  return { ...field, isAlwaysMasked: true };
}
