/** LIME identities: `name@domain`, compared without regard to case. */

declare const identityBrand: unique symbol;

/** An identity in the spelling its author (a person or Blip) gave it. Compare by {@link identityKey}. */
export type Identity = string & { readonly [identityBrand]: true };

/** The domain of WhatsApp customers at Blip. */
export const WHATSAPP_DOMAIN = "wa.gw.msging.net";

/** The domain of distribution lists at Blip. */
export const LIST_DOMAIN = "broadcast.msging.net";

/** The domain of tunnels between bots: identities there are aliases, never to be put on a list. */
export const TUNNEL_DOMAIN = "tunnel.msging.net";

/** Domains of Blip that are not under its own: Blip Chat and SMS. */
const OTHER_DOMAINS = new Set(["0mn.io", "take.io"]);

// No `i` flag: with `u` it would take a Kelvin sign for a k.
const IDENTITY =
  /^[^\s@/?#\p{C}]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/u;
const LENGTH_MAX = 320;

/** @returns the identity, or null when the text is none (a node with an `/instance` is none either). */
export function parseIdentity(text: string): Identity | null {
  return text.length <= LENGTH_MAX && IDENTITY.test(text) ? (text as Identity) : null;
}

/** The form in which two spellings of one identity are the same string. */
export function identityKey(identity: string): string {
  return identity.toLowerCase();
}

export function identityName(identity: string): string {
  return identity.slice(0, identity.lastIndexOf("@"));
}

export function identityDomain(identity: string): string {
  return identity.slice(identity.lastIndexOf("@") + 1).toLowerCase();
}

/** Whether identities of this domain (see `identityDomain`) are Blip's: an e-mail address has the same form. */
export function isBlipDomain(domain: string): boolean {
  return domain.endsWith(".msging.net") || domain === "msging.net" || OTHER_DOMAINS.has(domain);
}
