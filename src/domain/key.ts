/** The bot's key: a secret that can message every customer, and that names its bot. */

declare const keyBrand: unique symbol;

/** What follows the word `Key` in the `Authorization` header. Never to be shown. */
export type BotKey = string & { readonly [keyBrand]: true };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const IDENTIFIER_AND_ACCESS_KEY = /^([^\s:@\p{C}\uFFFD]+):.+$/u;

/** Shorter text can be a name that reads as base64 by chance. */
export const KEY_LENGTH_MIN = 24;

/**
 * @param text with or without the leading word `Key`
 * @returns the key and the identifier of its bot, or null when the text is no key
 */
export function parseKey(text: string): { key: BotKey; bot: string } | null {
  const key = text.trim().replace(/^key\s+/i, "");
  const decoded = BASE64.test(key) ? Buffer.from(key, "base64").toString("utf8") : "";
  const bot = IDENTIFIER_AND_ACCESS_KEY.exec(decoded)?.[1];
  return bot === undefined ? null : { key: key as BotKey, bot };
}

/** Whether a setting that is not the key looks like one: it must then be neither shown nor sent. */
export function looksLikeKey(text: string): boolean {
  return text.length >= KEY_LENGTH_MIN && parseKey(text) !== null;
}
