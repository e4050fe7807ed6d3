/**
 * Seals: short marks that only who has the bot's key can make. Files that come back to this tool carry them,
 * so that what was changed on the way is noticed, and so that an action can be recognized and not read.
 */

import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { BotKey, SealKey } from "../domain/key.ts";

const PURPOSE = "blip-lists seals, version 1";
const KEY_BYTES = 32;
/** 128 bits: enough against forgery, and a third of the length of a whole digest. */
const MARK_BYTES = 16;

export function sealKeyOf(key: BotKey): SealKey {
  return Buffer.from(hkdfSync("sha256", key, "", PURPOSE, KEY_BYTES)) as SealKey;
}

/** Marks one thing of a kind. @returns 22 characters of base64url, in which nothing of the text can be read */
export function markOf(key: SealKey, kind: string, text: string): string {
  const mac = createHmac("sha256", key).update(`${kind}\n${text}`).digest();
  return mac.subarray(0, MARK_BYTES).toString("base64url");
}

/** A document with a seal over everything else in it. Blanks between its parts make no difference. */
export function sealed<T extends object>(
  key: SealKey,
  kind: string,
  document: T,
): T & { readonly seal: string } {
  return { ...document, seal: sealOf(key, kind, document) };
}

export function isSealed(key: SealKey, kind: string, document: { readonly seal?: unknown }): boolean {
  const { seal, ...rest } = document;
  const [given, expected] = [Buffer.from(String(seal)), Buffer.from(sealOf(key, kind, rest))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sealOf(key: SealKey, kind: string, document: object): string {
  return `hmac-sha256:${createHmac("sha256", key)
    .update(`${kind}\n${JSON.stringify(document)}`)
    .digest("hex")}`;
}
