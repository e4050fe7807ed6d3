/** The connection to Blip for one run: address and key checked, pool opened, everything behind one pacer. */

import { randomUUID } from "node:crypto";
import { IN_FLIGHT_MAX } from "../apply/apply.ts";
import type { BlipWriter } from "../apply/writer.ts";
import { sealKeyOf } from "../approval/seal.ts";
import { blipReader, blipWriter } from "../blip/client.ts";
import { systemClock } from "../blip/clock.ts";
import { Link } from "../blip/link.ts";
import { Pacer } from "../blip/pacer.ts";
import { httpTransport } from "../blip/transport.ts";
import type { BotSettings } from "../config/bot.ts";
import type { Answers } from "../config/connection.ts";
import { connect, isBlipHost } from "../config/connection.ts";
import { readProxies } from "../config/proxy.ts";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import type { Journal } from "../domain/journal.ts";
import { noJournal } from "../domain/journal.ts";
import type { SealKey } from "../domain/key.ts";
import type { BlipReader } from "../survey/reader.ts";
import type { Interrupt, Ports, TaskNote } from "./ports.ts";
import { logPause, noteOf } from "./rate-limit.ts";
import { wayOut } from "./way-out.ts";

export interface Blip {
  readonly contract: string;
  readonly bot: string;
  readonly answers: Answers;
  /** Seals what is written for a later run. */
  readonly sealKey: SealKey;
  /** The host that commands go to, when it is none of Blip's: an emulator's, a proxy's. */
  readonly elsewhere: string | null;
  readonly reader: BlipReader;
  readonly writer: BlipWriter;
  readonly note: () => TaskNote;
  readonly pacer: Pacer;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 30_000;

/** @throws Failure (exit 3 for settings, 4 for the key) */
export function connectToBlip(
  settings: BotSettings,
  ports: Ports,
  interrupt: Interrupt,
  journal: Journal = noJournal,
): Blip {
  const result = connect(ports.env, settings);
  if ("diagnostics" in result) {
    const [first] = result.diagnostics;
    const exit = result.fault === "key" ? Exit.unauthorized : Exit.invalid;
    throw new Failure(exit, first ?? fact("settings"));
  }
  const { endpoint, key, contract, bot, answers } = result.connection;
  const proxies = readProxies(ports.env);
  if ("problem" in proxies)
    throw failureAs(Exit.invalid, "proxy", { code: "proxy", message: proxies.problem });
  const way = wayOut(proxies, { connections: IN_FLIGHT_MAX, keepAliveTimeout: KEEP_ALIVE_MS });
  const pacer = new Pacer(systemClock, settings.commandsPerSecond, (ms) => logPause(ms, ports));
  const link = new Link({
    transport: httpTransport({ fetch: way.fetch, endpoint, key, clock: systemClock }),
    pacer,
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    stop: interrupt.stop,
    cut: interrupt.cut,
    journal,
  });
  return {
    contract,
    bot,
    answers,
    sealKey: sealKeyOf(key),
    elsewhere: isBlipHost(endpoint) ? null : endpoint.host,
    reader: blipReader(link),
    writer: blipWriter(link),
    note: () => noteOf(link, pacer),
    pacer,
    close: () => way.close(),
  };
}

/** Where commands really go, when that is not Blip's own host for the contract. */
export function addressOf({ contract, elsewhere }: Blip): string {
  return elsewhere === null ? contract : `${elsewhere} (BLIP_ENDPOINT)`;
}
