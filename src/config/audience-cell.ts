/** What stands in one cell of a table: a member, or several numbers of one person. */

import type { Member } from "../domain/customer.ts";
import { isIdentity } from "../domain/customer.ts";
import { fact } from "../domain/fact.ts";
import type { Country } from "../domain/phone.ts";
import { isMobile } from "../domain/phone.ts";
import type { Report } from "./member.ts";
import { readMember } from "./member.ts";

/** Whether a list is made of whom a file names, or whoever it names is kept off. */
export type Purpose = "include" | "exclude";

/** What Google Contacts puts between the numbers of one person. */
const BETWEEN_NUMBERS = ":::";
/** Longer than any member with all that people put around it. */
const MEMBER_LENGTH_MAX = 320;

/**
 * Of several numbers of one person the first mobile is meant, where a list is made of them; all of them, where
 * whoever they are is kept off it.
 */
export function membersInCell(
  text: string,
  purpose: Purpose,
  defaultCountry: Country,
  report: Report,
): { members: readonly Member[]; isSeveral: boolean } {
  if (text.trim().includes("\t")) {
    report("error", fact("several-cells"));
    return { members: [], isSeveral: false };
  }
  const parts = text.split(BETWEEN_NUMBERS).filter((part) => part.trim() !== "");
  const members = parts.flatMap((part) => readMember(part.trim(), null, defaultCountry, report) ?? []);
  if (parts.length < 2) return { members, isSeveral: false };
  if (purpose === "exclude") return { members, isSeveral: true };
  const mobile = members.find((member) => !isIdentity(member) && isMobile(member));
  return { members: [mobile ?? members[0]].filter((member) => member !== undefined), isSeveral: true };
}

/** @returns the member that a cell is beyond doubt, or null: to find out where numbers stand */
export function readAlone(cell: string, defaultCountry: Country): Member | null {
  if (cell.length > MEMBER_LENGTH_MAX || !/\d|@/.test(cell)) return null;
  const [first = ""] = cell.split(BETWEEN_NUMBERS, 1);
  let isSure = true;
  const member = readMember(first, null, defaultCountry, (severity, { code }) => {
    if (severity === "error" || code === "no-whatsapp") isSure = false;
  });
  return isSure ? member : null;
}
