/** How commands as a whole fail, and what they warn of. */

import type { AppFacts } from "../../../domain/facts/app.ts";
import type { Words } from "../types.ts";
import { count, counted, duration, row } from "./numbers.ts";

const WHERE_THE_KEY_IS =
  "To find it, open your bot in Blip's portal, then Settings, Access keys; create a key and copy its HTTP authorization (it is shown once)";

export const appWords: Words<AppFacts> = {
  settings: () => "the settings are not valid",
  "invalid-lists": ({ directory, errors, warnings }) => {
    const problems = row([
      errors > 0 ? counted(errors, "error") : "",
      warnings > 0 ? counted(warnings, "warning") : "",
    ]);
    return `${directory} is not valid: ${problems}`;
  },
  "glob-empty": () => "--list is empty. Name a list, or leave the flag out",
  "glob-without-list": ({ glob, declared }) =>
    `--list ${glob} matches no declared list. Declared are ${declared.join(", ")}`,
  "gates-refuse": ({ gates, further, isOtherAccepted, areLookupsMany, digest }) => {
    const all = [...gates, ...(further > 0 ? [`and ${counted(further, "more gate")}`] : [])].join("; ");
    const other = isOtherAccepted ? " --accept names another plan." : "";
    const lookups = areLookupsMany
      ? " WhatsApp bans senders that look up many numbers, so declare identities where you know them."
      : "";
    return `${all}: nothing was sent.${other}${lookups} Raise the limit in bot.yaml, or accept exactly this plan: --accept ${digest}`;
  },
  "key-not-accepted": ({ command, status }) => {
    const what = `Blip refused the key (HTTP ${status})`;
    return `${command === null ? what : `${command}: ${what}`}. Check that BLIP_KEY is the key of this bot. ${WHERE_THE_KEY_IS}`;
  },
  "result-not-shown": ({ why }) => `the result could not be shown: ${why}`,

  "rate-limited": ({ pauses, advice, taken, configured }) => {
    const paused = `Blip's rate limit was hit: the run paused ${counted(pauses, "time")}`;
    if (advice === "none") return paused;
    return advice === "lower"
      ? `${paused}. Set commandsPerSecond in bot.yaml to ${taken}, which Blip accepted (now ${configured})`
      : `${paused}. Something else uses this bot as well: lower commandsPerSecond in bot.yaml`;
  },
  "rate-waiting": ({ seconds }) => `Blip's rate limit: waiting ${duration(seconds)}`,

  "bots-unreadable": ({ directory, error }) =>
    `${directory} cannot be read (${error}). Name the directory that holds your lists`,

  "github-file": ({ flag, file, why }) => `${flag} ${file}: ${why}`,
  "result-of-another": () => "the file is for another directory than the review file",
  "comment-author": ({ actual, expected }) =>
    `this token writes as ${actual}, not as ${expected}. Add --author "${actual}", or the next run writes another comment`,
  "reviews-merged": ({ since, found }) =>
    since === null
      ? `Pull requests merged so far (no run has succeeded yet): ${count(found)}`
      : `Pull requests merged since ${since}, which was applied last: ${count(found)}`,
  "reviews-cut": () => "there are too many pull requests to look at all of them: the oldest are left out",
  "review-unusable": ({ pullRequest, why }) => `#${pullRequest}: no usable review file: ${why}`,

  "demo-plan-not-empty": () => "the second plan is not empty",
  "demo-ended": ({ exit }) => `the demo stopped: exit code ${exit}`,
};
