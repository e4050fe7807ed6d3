/** What is wrong with files that the tool reads and writes. */

import type { FileFacts, WriteProblem } from "../../../domain/facts/files.ts";
import type { Words } from "../types.ts";
import { counted } from "./numbers.ts";

const ADVICE: Readonly<Record<WriteProblem, string>> = {
  "disk-full": "The disk is full: make room",
  "read-only": "The file system is read-only: write somewhere else",
  "too-large": "The file would be larger than this system allows",
  other: "Check its permissions, or choose another file",
};

export const fileWords: Words<FileFacts> = {
  "file-link": () => "this is a link, and links are not followed. Name the file itself",
  "directory-link": () => "this is a link, and links are not followed. Name the directory itself",
  "file-irregular": () => "this is not a regular file (but a pipe or a device, say). Choose another file",
  "file-linked-twice": () =>
    "this file has a second name (a hard link), which would change as well. Choose another file",
  "file-of-another-bot": () => "the file belongs to another bot now, so nothing is written to it",
  "file-unwritable": ({ error, problem }) => `the file cannot be written (${error}). ${ADVICE[problem]}`,
  "file-unreadable": ({ error }) => `the file cannot be read (${error})`,
  "directory-unwritable": ({ error }) =>
    `the directory cannot be written to (${error}). Check its permissions, or choose another directory`,
  "directory-unreadable": ({ error }) => `the directory cannot be read (${error})`,
  "file-too-large": () => "the file is too large",

  "output-file": ({ flag, file, why }) => `${flag} ${file}: ${why}`,
  "file-of-lists": ({ directory }) =>
    `this file is in the directory of lists, ${directory}. Choose a file outside it`,
  journal: ({ file, why }) => `--journal ${file}: ${why}`,
  "journal-broken": ({ file, error }) => `the journal ${file} can no longer be written (${error}): stopping`,
  "journal-opened": ({ file }) => `Journal: ${file} (contains full phone numbers)`,
  "journal-notice": () =>
    "This file contains full phone numbers of customers. Keep it private, and delete it when you no longer need it.",
  "plan-saved": ({ file }) => `Saved plan: ${file} (contains full phone numbers)`,
  unwritable: ({ file, why }) => `${file}: ${why}`,

  "identities-unwritable": ({ file, why }) =>
    `${file}, which keeps the results of look-ups: ${why}. Nothing was sent`,
  "identities-other-bot": ({ file, other, own }) =>
    `${file} keeps the look-ups of the bot ${other.bot} of ${other.contract}, so it cannot keep those of ${own.bot} of ${own.contract}. Move the file away, or give this bot its own directory. Nothing was sent`,
  "identities-unsorted": ({ file, why }) =>
    `${file}: ${why}. It is not sorted, and what is missing in it will be looked up again`,
  "identities-unclaimed": ({ file, why }) => `${file} does not say which bot it belongs to: ${why}`,
  "identities-taken": ({ file, own }) =>
    `${file} did not say which bot it belongs to: now it belongs to ${own.bot} of ${own.contract}. If that is wrong, restore the file from Git`,
  "identities-left": ({ file }) =>
    `${file} does not say which bot it belongs to: it is not changed, and look-ups are not kept. If that is wrong, restore the file from Git`,
  "identities-of-another": ({ other, own }) =>
    `these look-ups belong to the bot ${other.bot} of ${other.contract}, but this run is for ${own.bot} of ${own.contract}: they are not used, and nothing is written here`,
  "imports-unwritten": ({ file, why }) =>
    `${file}: ${why}. If the run has to be repeated, maxGrowthPercent may refuse it, or not ask`,

  "other-apply": ({ directory, holder }) =>
    `${applyOf(holder)} is running in ${directory}. Try again when it has ended, or use --wait`,
  "waiting-for-apply": ({ directory, holder }) => `Waiting: ${applyOf(holder)} is running in ${directory}`,
  "lock-irregular": ({ file }) =>
    `${file} is not a lock file of apply, but something else (a link, a directory). Remove it`,
  "lock-unwritable": ({ file, directory, error }) =>
    `${file} cannot be written (${error}): another apply in ${directory} would not be noticed`,
  "interrupted-waiting": () => "interrupted while waiting: nothing was sent",

  "list-imported-from": ({ contract, date, members }) =>
    `Imported from ${contract} on ${date}: ${counted(members, "member")}`,
  "list-members-omitted": ({ members }) =>
    `Left out: ${counted(members, "member")} that a list file cannot declare`,
};

interface Holder {
  readonly process: number;
  readonly machine: string;
  readonly since: string;
}

function applyOf(holder: Holder | null): string {
  if (holder === null) return "another apply";
  return `another apply (process ${holder.process} on ${holder.machine}, since ${holder.since})`;
}
