/** The real client, gate and retries in front of the emulator, all on virtual time. */

import type { BlipWriter } from "../../src/apply/writer.ts";
import { blipReader, blipWriter } from "../../src/blip/client.ts";
import { Link } from "../../src/blip/link.ts";
import { Pacer } from "../../src/blip/pacer.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import { parseKey } from "../../src/domain/key.ts";
import { Emulator } from "../../src/emulator/emulator.ts";
import type { FaultDecision } from "../../src/emulator/faults.ts";
import { keyFor } from "../../src/emulator/key.ts";
import type { LogEntry } from "../../src/emulator/log.ts";
import type { Seed } from "../../src/emulator/seed.ts";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import type { BlipReader } from "../../src/survey/reader.ts";
import { seededRandom } from "./random.ts";
import type { Network } from "./virtual-blip.ts";
import { VirtualBlip } from "./virtual-blip.ts";
import { VirtualClock } from "./virtual-clock.ts";

export const BOT = "acme";
export const ACCESS_KEY = "s3cretAccessKey0123456789";

export interface HarnessOptions {
  readonly seed?: Partial<Seed>;
  readonly switches?: SwitchSettings;
  readonly faults?: FaultDecision;
  readonly network?: Partial<Network>;
  /** What the client believes that Blip takes. */
  readonly commandsPerSecond?: number;
  readonly randomSeed?: number;
  /** The key that the client shows, when it is not the bot's. */
  readonly key?: string;
}

export interface VirtualHarness {
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  readonly blip: VirtualBlip;
  readonly pacer: Pacer;
  readonly link: Link;
  readonly reader: BlipReader;
  readonly writer: BlipWriter;
  /** Aborted: nothing more is sent; what is in flight is given up. */
  readonly stop: AbortController;
  readonly cut: AbortController;
  readonly log: () => readonly LogEntry[];
}

export function virtualHarness(options: HarnessOptions = {}): VirtualHarness {
  const { seed, switches = {}, faults, network, commandsPerSecond = 1_000, randomSeed = 1 } = options;
  const clock = new VirtualClock();
  const state = stateFromSeed({ bot: BOT, key: ACCESS_KEY, ...seed });
  const emulator = new Emulator({ state, switches, ...(faults ? { faults } : {}) });
  const blip = new VirtualBlip(emulator, clock, network, randomSeed);
  const pacer = new Pacer(clock, commandsPerSecond);
  const [stop, cut] = [new AbortController(), new AbortController()];
  let ids = 0;
  const link = new Link({
    transport: httpTransport({ fetch: blip.fetch, endpoint: ENDPOINT, key: botKey(options.key), clock }),
    pacer,
    clock,
    random: seededRandom(randomSeed + 1),
    newId: () => `command-${++ids}`,
    stop: stop.signal,
    cut: cut.signal,
  });
  const [reader, writer] = [blipReader(link), blipWriter(link)];
  return { clock, emulator, blip, pacer, link, reader, writer, stop, cut, log: () => emulator.log.entries };
}

export const ENDPOINT = new URL("https://acme.http.msging.net/commands");

export function botKey(text = keyFor(BOT, ACCESS_KEY)) {
  const parsed = parseKey(text);
  if (parsed === null) throw new Error("the key of this specification is none");
  return parsed.key;
}
