/** What is wrong with a directory of lists and the files in it, before anybody asks what they mean. */

import type { DirectoryFacts } from "../../../domain/facts/directory.ts";
import type { Words } from "../types.ts";
import { byCause } from "../types.ts";

const NAME_ONE = "name the directory that has your lists (the default is lists)";

export const directoryWords: Words<DirectoryFacts> = {
  "no-directory": byCause<DirectoryFacts["no-directory"]>({
    missing: ({ directory }) => `there is no directory ${directory}: ${NAME_ONE}`,
    file: ({ directory }) => `${directory} is a file, not a directory: ${NAME_ONE}`,
  }),
  "no-lists": ({ directory }) =>
    `there are no list files (.yaml or .yml) in ${directory}: add one, or name another directory`,
  unreadable: byCause<DirectoryFacts["unreadable"]>({
    directory: ({ directory, error }) => `${directory} cannot be read (${error}): check its permissions`,
    file: ({ error }) => `the file cannot be read (${error}): check its permissions`,
    name: () => "the file cannot be read: is its name not UTF-8, or was it removed just now?",
  }),
  "no-such-file": () => "there is no such file: correct its name, or add it",
  "broken-link": () => "this link leads nowhere: repair it, or delete it",
  "leads-out": () => "this link leads out of the directory of lists: put the file itself here",
  "linked-directory": () => "links to directories are not followed: put the directory itself here",
  "no-file": byCause<DirectoryFacts["no-file"]>({
    directory: () => "this is a directory: name a file",
    special: () => "this is not a regular file: put a file here",
  }),
  "misplaced-settings": byCause<DirectoryFacts["misplaced-settings"]>({
    name: () => "the settings file must be called bot.yaml: rename it",
    below: () =>
      "this bot.yaml is below the directory of lists: each bot has a directory of its own, so name the one you mean",
  }),
  "too-large": ({ mebibytes }) => `the file is over ${mebibytes} MiB: split it`,
  "key-in-file": () =>
    "this looks like a bot's key, which must never be in a file: remove it, delete the key in Blip's portal, and set a new one as BLIP_KEY",

  "identity-of-another": () =>
    "the identity on this line has the digits of another number, and whoever that is gets the messages for this one: delete the line, and the number is looked up again",
  "identities-line": byCause<DirectoryFacts["identities-line"]>({
    "other-owner": ({ bot, contract }) =>
      `this file is of the bot ${bot} of ${contract}, and this line names another: keep the lines of one bot, and the line that names it`,
    "merge-conflict": () =>
      "a merge conflict was left here: delete this line, and keep the lines of both sides",
    form: ({ heading }) =>
      `not a line of an identities file (${heading}): restore it from Git, or delete it and the number is looked up again`,
  }),
};
