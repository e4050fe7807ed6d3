/** Lets a plan through the safety gates, or refuses it before the first command. */

import type { Plan } from "../reconcile/types.ts";
import { Exit, Failure } from "./failure.ts";

const HINTS: Readonly<Record<string, string>> = {
  "max-lookups": "WhatsApp bans senders that look up many: declare identities where you know them. ",
};

/**
 * @param accepted the digest that a person has accepted, with or without `sha256:`
 * @param digests of the plan to be carried out, and of the ones that it is a part of
 * @throws Failure (exit 5)
 */
export function passGates(plan: Plan, accepted: string | null, digests: readonly string[]): void {
  const { gates, digest } = plan;
  if (gates.length === 0) return;
  const wanted =
    accepted === null
      ? null
      : `sha256:${accepted
          .trim()
          .toLowerCase()
          .replace(/^sha256:/, "")}`;
  if (wanted !== null && [digest, ...digests].includes(wanted)) return;
  const other = wanted === null ? "" : "--accept names another plan. ";
  const hints = gates.map(({ code }) => HINTS[code] ?? "");
  const message = `${gates.map(({ message }) => message).join("; ")}: nothing was sent. ${other}${[...new Set(hints)].join("")}Raise the limit in bot.yaml, or let exactly this plan through: --accept ${digest}`;
  throw new Failure(Exit.refused, gates[0]?.code ?? "gate", message);
}
