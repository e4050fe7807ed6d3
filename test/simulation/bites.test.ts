/** The simulator finds the bugs that it is there for: each is put in on purpose, and some seed shows it. */

import { expect, test } from "vitest";
import type { ApplyPorts } from "../../src/apply/ports.ts";
import type { Sent } from "../../src/apply/writer.ts";
import type { Order } from "../../src/blip/link.ts";
import { Link } from "../../src/blip/link.ts";
import type { Ticket } from "../../src/blip/pacer.ts";
import { Pacer } from "../../src/blip/pacer.ts";
import { fact } from "../../src/domain/fact.ts";
import type { Identity } from "../../src/domain/identity.ts";
import type { E164 } from "../../src/domain/phone.ts";
import type { BlipReader } from "../../src/survey/reader.ts";
import type { Sabotage } from "./run.ts";
import { simulate } from "./simulate.ts";

/** A bug that so many seeds do not show would pass unseen. */
const SEEDS_MAX = 200;

/** @returns the first seed that shows it, and what it says */
async function caught(sabotage: Sabotage, expected: RegExp): Promise<string> {
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    const breach = (await simulate(seed, sabotage)).find((text) => expected.test(text));
    if (breach !== undefined) return `${seed}: ${breach}`;
  }
  return `not within ${SEEDS_MAX} seeds`;
}

class OneTry extends Link {
  override send(order: Order) {
    return super.send({ ...order, sendsMax: 1 });
  }
}

class EagerLookUps extends Link {
  override send(order: Order) {
    return super.send(order.kind === "look-up" ? { ...order, sendsMax: 8 } : order);
  }
}

class NoPacer extends Pacer {
  override take(): Promise<Ticket> {
    return Promise.resolve({ answered: () => {}, lost: () => {}, throttled: () => {} });
  }
}

function ports(change: (ports: ApplyPorts) => Partial<ApplyPorts>): Sabotage {
  return { ports: (all) => ({ ...all, ...change(all) }) };
}

/** One page is the whole collection, if it is shorter than what was asked for. */
function trusting(reader: BlipReader): BlipReader {
  return {
    ...reader,
    recipients: async (list, window) => {
      if (window.skip > 0) return { items: [], total: null };
      const { items } = await reader.recipients(list, window);
      return { items, total: items.length };
    },
  };
}

/** What look-ups answered is kept when the action has its outcome, and no sooner. */
function recordsLate({ recorder, onOutcome }: ApplyPorts): Partial<ApplyPorts> {
  const found = new Map<E164, Identity>();
  return {
    recorder: { ...recorder, found: (phone, identity) => found.set(phone, identity) },
    onOutcome: (outcome) => {
      for (const [phone, identity] of found) recorder.found(phone, identity);
      found.clear();
      onOutcome(outcome);
    },
  };
}

function believing(sent: Sent<void>): Sent<void> {
  return sent.status === "unknown" ? { status: "ok", value: undefined } : sent;
}

/** A refusal for good is taken for the number's own. */
function blaming(sent: Sent<Identity | null>): Sent<Identity | null> {
  return sent.status === "failed" && !sent.passing ? { status: "ok", value: null } : sent;
}

/** No two refusals are alike. */
let refusals = 0;
function hoping(sent: Sent<Identity | null>): Sent<Identity | null> {
  refusals += 1;
  if (sent.status !== "failed" || sent.why.code !== "blip-refused") return sent;
  return { ...sent, why: fact("blip-refused", { ...sent.why.fields, reason: 1_000 + refusals }) };
}

const BUGS: readonly [name: string, sabotage: Sabotage, expected: RegExp][] = [
  ["nothing is tried again", { link: (options) => new OneTry(options) }, /given up after 1 sends/],
  ["nothing is paced", { pacer: (clock, rate) => new NoPacer(clock, rate) }, /commands arrived within/],
  [
    "a member is added twice",
    ports(({ writer }) => ({
      writer: {
        ...writer,
        addRecipient: async (list, identity) => {
          await writer.addRecipient(list, identity);
          return writer.addRecipient(list, identity);
        },
      },
    })),
    /sent again although it succeeded/,
  ],
  [
    "a list whose creation is in doubt is taken for created",
    ports(() => ({ exists: () => Promise.resolve(true) })),
    /said (done|already-there), and Blip has it not: create-list/,
  ],
  ["a look-up is recorded after the add", ports(recordsLate), /used before it was recorded/],
  [
    "a look-up is tried as often as an add",
    { link: (options) => new EagerLookUps(options) },
    /looked up 4 times/,
  ],
  [
    "a number is blocked for what is about the bot",
    ports(({ writer }) => ({
      writer: { ...writer, lookUp: async (phone) => blaming(await writer.lookUp(phone)) },
    })),
    /blocked although WhatsApp knows it/,
  ],
  [
    "looking up goes on when the channel is out",
    ports(({ writer }) => ({
      writer: { ...writer, lookUp: async (phone) => hoping(await writer.lookUp(phone)) },
    })),
    /looked up although the channel is out/,
  ],
  ["a short page is taken for the last", { reader: trusting }, /planned what is there: add-recipient/],
  [
    "an add of unknown outcome is called done",
    ports(({ writer }) => ({
      writer: {
        ...writer,
        addRecipient: async (list, identity) => believing(await writer.addRecipient(list, identity)),
      },
    })),
    /said done, and Blip has it not: add-recipient/,
  ],
];

test.each(BUGS)("%s: caught", async (_name, sabotage, expected) => {
  expect(await caught(sabotage, expected)).toMatch(expected);
});
