/** One run of `blip-lists apply` in a simulated harness: the real survey, planner, apply and client. */

import { applyPlan } from "../../src/apply/apply.ts";
import type { ApplyPorts } from "../../src/apply/ports.ts";
import type { ApplyReport } from "../../src/apply/types.ts";
import { sealKeyOf } from "../../src/approval/seal.ts";
import { blipReader, blipWriter } from "../../src/blip/client.ts";
import type { Clock } from "../../src/blip/clock.ts";
import { CommandError } from "../../src/blip/errors.ts";
import type { LinkOptions } from "../../src/blip/link.ts";
import { Link } from "../../src/blip/link.ts";
import { Pacer, Stopped } from "../../src/blip/pacer.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { listKey } from "../../src/domain/list-name.ts";
import type { LiveState, Roster } from "../../src/domain/state.ts";
import { makePlan, rosterNeeds } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { IncompleteCollection } from "../../src/survey/collection.ts";
import { surveyContacts } from "../../src/survey/contacts.ts";
import type { BlipReader } from "../../src/survey/reader.ts";
import { existingLists, survey } from "../../src/survey/survey.ts";
import { BOT, botKey, ENDPOINT } from "../support/virtual-harness.ts";
import type { Situation } from "./situation.ts";
import type { Wire } from "./wire.ts";

/** What an experiment puts in the place of the real thing. */
export interface Sabotage {
  readonly link?: (options: LinkOptions) => Link;
  readonly pacer?: (clock: Clock, commandsPerSecond: number) => Pacer;
  readonly reader?: (reader: BlipReader) => BlipReader;
  readonly ports?: (ports: ApplyPorts) => ApplyPorts;
}

export interface RunOptions {
  readonly situation: Situation;
  /** Distinguishes the ids of this run's commands. */
  readonly name: string;
  readonly clock: Clock;
  readonly wire: Wire;
  readonly random: () => number;
  readonly stop: AbortController;
  readonly cut: AbortController;
  /** What the identities file holds. Written to as look-ups are answered. */
  readonly identities: Map<Member, Identity | null>;
  readonly onPlan: (plan: Plan) => void;
  readonly sabotage: Sabotage;
}

/** @returns the report, or null when Blip could not be surveyed: nothing was written then */
export async function carryOutRun(options: RunOptions): Promise<ApplyReport | null> {
  const run = new Run(options);
  let first: { plan: Plan; live: LiveState; roster: Roster | null };
  try {
    first = await run.surveyAndPlan();
  } catch (error) {
    const isFault = [CommandError, IncompleteCollection, Stopped].some((kind) => error instanceof kind);
    if (!isFault) throw error;
    return null;
  }
  options.onPlan(first.plan);
  return applyPlan(first.plan, first.live, run.ports(first.roster));
}

/** What is planned when everything is quiet. */
export async function planOnce(options: RunOptions): Promise<Plan> {
  return (await new Run(options).surveyAndPlan()).plan;
}

class Run {
  private readonly options: RunOptions;
  private readonly link: Link;
  private readonly reader: BlipReader;

  constructor(options: RunOptions) {
    this.options = options;
    const { situation, name, wire, random, stop, cut, sabotage } = options;
    const clock: Clock = {
      now: () => options.clock.now(),
      timeOfDay: () => options.clock.timeOfDay(),
      sleep: (ms, signal) => wire.whileAlive(options.clock.sleep(ms, signal)),
    };
    const pacer =
      sabotage.pacer?.(clock, situation.commandsPerSecond) ?? new Pacer(clock, situation.commandsPerSecond);
    let ids = 0;
    const linkOptions: LinkOptions = {
      transport: httpTransport({ fetch: wire.fetch, endpoint: ENDPOINT, key: KEY, clock }),
      pacer,
      clock,
      random,
      newId: () => `${name}.${++ids}`,
      stop: stop.signal,
      cut: cut.signal,
    };
    this.link = sabotage.link?.(linkOptions) ?? new Link(linkOptions);
    const reader = blipReader(this.link);
    this.reader = sabotage.reader?.(reader) ?? reader;
  }

  async surveyAndPlan(): Promise<{ plan: Plan; live: LiveState; roster: Roster | null }> {
    const { situation, identities: known } = this.options;
    const { desired } = situation;
    const names = new Set(desired.lists.map(({ name }) => listKey(name)));
    const live = await this.survey(names);
    const needs = rosterNeeds({ desired, names, live, known, roster: null });
    const request = { defaultCountry: "BR", nowMs: 0 } as const;
    const roster = needs && (await surveyContacts(this.reader, { ...needs, ...request }));
    return { plan: this.plan(names, live, roster, new Map(known)), live, roster };
  }

  ports(roster: Roster | null): ApplyPorts {
    const { wire, identities, stop, sabotage } = this.options;
    const known = new Map(identities);
    const ports: ApplyPorts = {
      writer: blipWriter(this.link),
      exists: async (list) => (await existingLists(this.reader)).has(listKey(list)),
      replan: async (lists, found) => {
        const names = new Set([...lists].map(listKey));
        return this.plan(names, await this.survey(names), roster, new Map([...known, ...found]));
      },
      isExcluded: () => false,
      recorder: {
        found: (phone, identity) => {
          if (!wire.isDead) identities.set(phone, identity);
        },
        refused: (phone) => {
          if (!wire.isDead) identities.set(phone, null);
        },
      },
      wait: (ms) => wire.whileAlive(this.options.clock.sleep(ms, stop.signal)),
      stop: stop.signal,
      onOutcome: () => {},
    };
    return sabotage.ports?.(ports) ?? ports;
  }

  private survey(names: ReadonlySet<string>): Promise<LiveState> {
    const { lists } = this.options.situation.desired;
    const wanted = lists.map(({ name }) => name).filter((name) => names.has(listKey(name)));
    return survey(this.reader, wanted);
  }

  private plan(
    names: ReadonlySet<string>,
    live: LiveState,
    roster: Roster | null,
    known: ReadonlyMap<Member, Identity | null>,
  ): Plan {
    const { desired, commandsPerSecond } = this.options.situation;
    const terms = {
      sealKey: SEAL_KEY,
      commandsPerSecond,
      limits: DEFAULT_LIMITS,
      firstImports: new Map(),
    };
    const fixed = { contract: "acme-co", bot: BOT, warnings: [], terms };
    return makePlan({ ...fixed, desired, names, live, roster, known });
  }
}

const KEY = botKey();
const SEAL_KEY = sealKeyOf(KEY);
