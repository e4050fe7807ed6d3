/** The writing of an identities file while it is in use: lines at its end, and in the end all in order. */

import { closeSync, fstatSync, ftruncateSync, readFileSync, writeSync } from "node:fs";
import type { Answers } from "../config/connection.ts";
import { fact } from "../domain/fact.ts";
import type { IdentityRecord, IdentityRecords } from "../domain/identity-records.ts";
import {
  formatIdentities,
  formatOwner,
  formatRecord,
  isSameOwner,
  isWholeLine,
  mergeRecords,
  NO_IDENTITIES,
  parseIdentities,
} from "../domain/identity-records.ts";
import type { E164 } from "../domain/phone.ts";
import { codeOf } from "../domain/system-error.ts";
import { createFile, NotWritable, openToAppend, PRIVATE, readRegularFile, replaceFile } from "./safe-file.ts";

/** What is known before anything is looked up. */
interface Known {
  /** What the file held when it was read. */
  readonly before: IdentityRecords;
  readonly answers: Answers;
}

/** What is known of the file after the last line that was written. */
interface LastSeen {
  readonly ino: number;
  readonly size: number;
}

/** Puts answers into the file, whatever others do to it meanwhile. Throws NotWritable, and what the system throws. */
export class IdentitiesWriter {
  readonly #path: string;
  readonly #known: Known;
  readonly #added = new Map<E164, IdentityRecord>();
  #seen: LastSeen | null = null;

  constructor(path: string, known: Known) {
    this.#path = path;
    this.#known = known;
  }

  /** Writes a line. It is in the file when this returns, whatever was done to the file meanwhile. */
  add(entry: IdentityRecord): void {
    this.#added.set(entry.phone, entry);
    const handle = this.#open();
    if (handle === null) return;
    try {
      const { ino, size } = fstatSync(handle);
      const isAsLeft = this.#seen?.ino === ino && this.#seen.size === size;
      this.#append(handle, isAsLeft ? formatRecord(entry) : this.#missingIn(handle));
    } finally {
      closeSync(handle);
    }
  }

  /** @returns null where the file was not there, and is there now with all that is known */
  #open(): number | null {
    for (;;) {
      try {
        return openToAppend(this.#path, null);
      } catch (error) {
        if (codeOf(error) !== "ENOENT") throw error;
      }
      const { before, answers } = this.#known;
      const records = mergeRecords(before, this.#added);
      const text = formatIdentities({ ...NO_IDENTITIES, owner: answers.owner, records });
      if (createFile(this.#path, text, PRIVATE)) return null;
    }
  }

  /** What is to follow in a file that somebody has changed, so that nothing of this run is missing in it. */
  #missingIn(handle: number): string {
    const text = readFileSync(handle, "utf8");
    const { owner, records } = this.#parse(text);
    const missing = [...this.#added.values()].filter(({ phone, resolvedAt }) => {
      const there = records.get(phone);
      return there === undefined || there.resolvedAt < resolvedAt;
    });
    const first = owner === null ? formatOwner(this.#known.answers.owner) : "";
    return `${mendEnd(handle, text)}${first}${missing.map(formatRecord).join("")}`;
  }

  /** Half a line must not stay: what is written behind it would be lost with it. */
  #append(handle: number, text: string): void {
    const { ino, size } = fstatSync(handle);
    try {
      writeAll(handle, text);
      this.#seen = { ino, size: size + Buffer.byteLength(text) };
    } catch (error) {
      this.#seen = null;
      ftruncateSync(handle, size);
      throw error;
    }
  }

  /**
   * Sorts the file: what it holds now, which may be more than was read, and what was learned.
   * All or nothing: whoever reads it meanwhile sees the old file or the new one.
   */
  sort(): void {
    if (this.#added.size === 0) return;
    const text = readRegularFile(this.#path) ?? "";
    const { owner, comments, records, diagnostics } = this.#parse(text);
    // Somebody is editing it: nothing of theirs is thrown away for the sake of order.
    if (diagnostics.some(({ severity }) => severity === "error")) return;
    const all = mergeRecords(mergeRecords(this.#known.before, records), this.#added);
    const sorted = formatIdentities({
      owner: owner ?? this.#known.answers.owner,
      comments,
      records: all,
    });
    if (sorted !== text) replaceFile(this.#path, sorted, null);
  }

  /** @throws NotWritable where the file has become another bot's */
  #parse(text: string): ReturnType<typeof parseIdentities> {
    const parsed = parseIdentities({ file: this.#path, text });
    if (parsed.owner === null || isSameOwner(parsed.owner, this.#known.answers.owner)) return parsed;
    throw new NotWritable(fact("file-of-another-bot"));
  }
}

/** A disk that is nearly full takes a part. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}

/**
 * A run that was killed may have left half a line, which is cut off. A whole one may lack its line feed alone.
 * @returns what is to stand before what follows
 */
function mendEnd(handle: number, text: string): string {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const last = text.slice(whole.length);
  if (last === "") return "";
  if (isWholeLine(last)) return "\n";
  ftruncateSync(handle, Buffer.byteLength(whole));
  return "";
}
