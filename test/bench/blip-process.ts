/** The process that `blip.ts` starts: an emulator that counts, until its parent lets go of it. */

import type { Emulator } from "../../src/emulator/emulator.ts";
import type { LogEntry } from "../../src/emulator/log.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import type { BlipCount, BlipOrder } from "./blip.ts";
import { ACCESS_KEY, BOT, identities, LIST } from "./bot.ts";

const { members, switches } = JSON.parse(process.argv[2] ?? "") as BlipOrder;
const lists = members === 0 ? {} : { [LIST]: identities(members) };
const running = await startEmulator({ state: { bot: BOT, key: ACCESS_KEY, lists }, switches });
process.on("message", () => process.send?.(count(running.emulator)));
process.on("disconnect", () => process.exit());
process.send?.(running.url);

function count({ log, state }: Emulator): BlipCount {
  const { entries } = log;
  const adding = entries.filter(({ outcome, ...entry }) => outcome === "success" && isOfAMember(entry));
  return {
    commands: entries.length,
    refused: entries.filter(({ outcome }) => outcome === "too-many-requests").length,
    members: state.lists.members(LIST)?.length ?? 0,
    adding: { commands: adding.length, ms: (adding.at(-1)?.at ?? 0) - (adding[0]?.at ?? 0) },
  };
}

function isOfAMember({ method, uri }: Pick<LogEntry, "method" | "uri">): boolean {
  return method === "set" ? /\/recipients$/.test(uri ?? "") : /\/accounts\//.test(uri ?? "");
}
