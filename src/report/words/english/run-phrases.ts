/** What stands around results, in English. */

import type { Further, RunPhrases } from "../phrases.ts";
import { count, counted, duration } from "./numbers.ts";

const FURTHER: Readonly<Record<Further, readonly [string, string]>> = {
  gate: ["gate", "gates"],
  line: ["line", "lines"],
  list: ["list", "lists"],
  "changed-list": ["list that changed", "lists that changed"],
  member: ["member", "members"],
  action: ["action", "actions"],
  problem: ["problem", "problems"],
};

const UNITS = { lists: "members", contacts: "contacts", actions: "actions" } as const;

const READING = { lists: "Reading lists", contacts: "Reading contacts", actions: "Applying" } as const;

const APPLY_AGAIN = "Run apply again: it sends only what is still missing.";

export const runPhrases: RunPhrases = {
  error: "error:",
  warning: "warning:",
  valid: "Valid:",
  exitCode: (exit) => `Exit code ${exit}`,
  more: (left, isInJson) => `… and ${count(left)} more${isInJson ? " (see all with --format json)" : ""}`,
  moreAlike: (left) => `… and ${count(left)} more like these`,
  moreProblems: (left) => `… and ${counted(left, "more problem")} (see all with plan --format json)`,
  further: (what, left) => {
    const [singular, plural] = FURTHER[what];
    return `… and ${counted(left, `more ${singular}`, `more ${plural}`)}`;
  },
  note: ({ retries, waitSeconds }) =>
    [
      retries > 0 ? `, ${counted(retries, "retry", "retries")}` : "",
      waitSeconds > 0 ? `, rate limit: waiting ${duration(waitSeconds)}` : "",
    ].join(""),
  reading: READING,
  bar: ({ what, isCounted }) =>
    isCounted
      ? `${READING[what]} [{bar}] {value}/{total} ${UNITS[what]}, {rate}/s, about {left} left{note}`
      : `${READING[what]}: {value} ${UNITS[what]}{note}`,
  confirm: ({ commands, bot, address }) =>
    `Send ${counted(commands, "command")} to the bot ${bot} at ${address}? Type yes to continue: `,
  stopping: "Stopping: waiting for commands in flight. Press Ctrl-C again to stop at once.",
  cutOff: "Stopped at once: commands in flight may have reached Blip. Run apply again to be sure.",
  unfinished: {
    headline: "the run did not finish",
    report: `The run ended before its result was known. ${APPLY_AGAIN}`,
  },
  endedAtOnce: {
    headline: "interrupted, and stopped at once",
    report: `The run was stopped at once: commands in flight may have reached Blip. ${APPLY_AGAIN}`,
  },
  demoDone: "The second plan is empty: the emulated Blip has everything that the files declare.",
  emulatorStarted: ({ bot }) =>
    `Emulating Blip for the bot ${bot}. Press Ctrl-C to stop. In another terminal:`,
  emulatorKeyIsSet: "(use the same BLIP_KEY as here)",
};
