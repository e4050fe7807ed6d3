/** One seed: its field, its runs under faults, and the run after them that must finish the job. */

import type { ApplyReport } from "../../src/apply/types.ts";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { listKey } from "../../src/domain/list-name.ts";
import { Emulator } from "../../src/emulator/emulator.ts";
import { faultsAtRates } from "../../src/emulator/faults.ts";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import type { EmulatorState } from "../../src/emulator/state.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { VirtualBlip } from "../support/virtual-blip.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { Chance } from "./chance.ts";
import { CommandRules, windowBreach } from "./command-rules.ts";
import type { Rival, RunFate } from "./hostility.ts";
import { OtherWriter } from "./other-writer.ts";
import { reportBreaches } from "./report-rules.ts";
import type { RunOptions, Sabotage } from "./run.ts";
import { carryOutRun, planOnce } from "./run.ts";
import type { Situation } from "./situation.ts";
import { drawSituation } from "./situation.ts";
import { planBreaches, truthOf } from "./truth.ts";
import { Wire } from "./wire.ts";

/** Called with everything that goes over the wire, a line each. */
export type Trace = (line: string) => void;

/** No run takes longer, penalties and all, in milliseconds. */
const RUN_MAX_MS = 24 * 3_600_000;
/** After this much silence nothing is under way any more and every read is up to date. */
const SETTLING_MS = 600_000;
/** From an interrupt to giving up what is in flight, as the command line has it. */
const CUT_AFTER_MS = 5_000;

/** @returns what was violated: nothing, when all is well */
export async function simulate(seed: number, sabotage: Sabotage = {}, trace?: Trace): Promise<string[]> {
  const simulation = new Simulation(drawSituation(seed), sabotage, trace);
  try {
    await simulation.play();
  } catch (error) {
    simulation.breaches.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return simulation.breaches;
}

/** What an identities file holds. */
type Identities = Map<Member, Identity | null>;

const CALM: RunFate = {
  killAtCommand: null,
  killAfterSending: false,
  interruptAtMs: null,
  keyRevokedAtCommand: null,
  stalls: [],
};

class Simulation {
  readonly breaches: string[] = [];
  private readonly situation: Situation;
  private readonly sabotage: Sabotage;
  private readonly trace: Trace | undefined;
  private readonly clock = new VirtualClock();
  private readonly chance: Chance;
  private readonly state: EmulatorState;
  private readonly other: OtherWriter;
  private readonly identities: Identities = new Map();
  private blip: VirtualBlip;
  private isCalm = false;

  constructor(situation: Situation, sabotage: Sabotage, trace: Trace | undefined) {
    this.situation = situation;
    this.sabotage = sabotage;
    this.trace = trace;
    this.chance = new Chance(situation.seed + 1);
    this.state = stateFromSeed(situation.blip);
    this.other = new OtherWriter(situation, this.state, this.chance.fork());
    const { switches, hostility, seed } = situation;
    const faults = faultsAtRates(hostility.faults, seed);
    const emulator = new Emulator({ state: this.state, switches, faults });
    this.blip = new VirtualBlip(emulator, this.clock, hostility.network, seed);
  }

  async play(): Promise<void> {
    const { hostility } = this.situation;
    this.schedule();
    for (const [index, fate] of hostility.runs.entries()) {
      const name = `run${index + 1}`;
      const rival = hostility.rivals[index] ?? null;
      const [, learned] = await this.clock.run(
        Promise.all([this.run(name, fate, this.identities), this.rival(`rival${index + 1}`, rival)]),
      );
      for (const [member, identity] of learned) {
        if (!this.identities.has(member)) this.identities.set(member, identity);
      }
      await this.clock.pass(this.chance.pick(0, 0, 10, 5_000));
    }
    await this.calmDown();
    const report = await this.clock.run(this.run("last", CALM, this.identities));
    if (report === null) this.breaches.push("the run without faults has no report");
    else this.checkLast(report);
    const wire = this.wireOf("next", CALM, new CommandRules(this.identities));
    const options = this.optionsOf("next", wire, this.identities);
    this.checkNext(await this.clock.run(planOnce({ ...options, sabotage: {} })));
  }

  private schedule(): void {
    const { outage, writesAtMs, network } = this.situation.hostility;
    for (const atMs of writesAtMs) {
      this.clock.after(atMs, () => {
        if (!this.isCalm) this.other.write(this.clock.now());
      });
    }
    if (outage === null) return;
    const before = this.blip.network;
    this.clock.after(outage.fromMs, () => {
      this.blip.network = { ...before, ...network, resetBefore: 1 };
    });
    this.clock.after(outage.toMs, () => {
      this.blip.network = before;
    });
  }

  /** @returns what it knows in the end: its file is merged with the other clone's when both have ended */
  private async rival(name: string, rival: Rival | null): Promise<Identities> {
    const identities = new Map(this.identities);
    if (rival === null) return identities;
    await new Promise<void>((begin) => this.clock.after(rival.afterMs, begin));
    await this.run(name, rival.fate, identities);
    return identities;
  }

  /** @returns null when the run was killed, or could not survey Blip */
  private async run(name: string, fate: RunFate, identities: Identities): Promise<ApplyReport | null> {
    const rules = new CommandRules(identities);
    const wire = this.wireOf(name, fate, rules);
    const before = truthOf(this.state);
    const options: RunOptions = {
      ...this.optionsOf(name, wire, identities),
      onPlan: (plan) => {
        rules.plan = plan;
        this.trace?.(`${this.clock.now().toFixed(0)} ${name} plans ${plan.actions.length} actions`);
        const { situation, other } = this;
        const planned = { situation, plan, before, now: truthOf(this.state), other, identities };
        this.breaches.push(...planBreaches(planned));
      },
    };
    this.doom(fate, options);
    const report = (await Promise.race([carryOutRun(options), wire.killed, this.tooLate()])) ?? null;
    this.trace?.(
      `${this.clock.now().toFixed(0)} ${name} ends, ${report ? JSON.stringify(report.outcomes) : "no report"}`,
    );
    this.check(name, rules, report, identities);
    return report;
  }

  private check(name: string, rules: CommandRules, report: ApplyReport | null, identities: Identities): void {
    const { situation, other } = this;
    const arrivals = this.blip.emulator.log.entries.filter(({ id }) => id?.startsWith(`${name}.`));
    const breach = windowBreach(arrivals, situation.commandsPerSecond);
    if (breach !== null) this.breaches.push(`${name}: ${breach}`);
    this.breaches.push(...other.violations());
    for (const { phone } of situation.people.filter(
      ({ phone, refused }) => !refused && identities.get(phone) === null,
    ))
      this.breaches.push(`${name}: blocked although WhatsApp knows it: ${phone}`);
    if (report === null) return;
    const truth = truthOf(this.state);
    const finished = { situation, rules, report, truth, other, arrivals, identities };
    this.breaches.push(...reportBreaches(finished).map((text) => `${name}: ${text}`));
  }

  private wireOf(name: string, fate: RunFate, rules: CommandRules): Wire {
    return new Wire({
      ...fate,
      clock: this.clock,
      fetch: (url, init) => this.blip.fetch(url, init),
      chance: this.chance.fork(),
      spoiling: this.isCalm ? null : this.situation.hostility.spoiling,
      onSend: (send) => {
        this.trace?.(`${send.atMs.toFixed(0)} ${send.id} ${send.method} ${send.uri} ${send.subject}`);
        const breach = rules.breach(send);
        if (breach !== null) this.breaches.push(`${name}: ${breach}`);
      },
      onAnswer: (send) => {
        rules.answered(send);
        this.trace?.(`${this.clock.now().toFixed(0)} ${send.id} ${send.answer} ${send.reason}`);
      },
    });
  }

  private optionsOf(name: string, wire: Wire, identities: Identities): RunOptions {
    const { situation, clock, sabotage } = this;
    const { random } = this.chance.fork();
    const [stop, cut] = [new AbortController(), new AbortController()];
    const onPlan = () => {};
    return { situation, name, clock, wire, random, stop, cut, identities, onPlan, sabotage };
  }

  /** Lets happen to a run what its fate says. */
  private doom({ interruptAtMs, stalls }: RunFate, { stop, cut }: RunOptions): void {
    if (interruptAtMs !== null) {
      this.clock.after(interruptAtMs, () => stop.abort());
      this.clock.after(interruptAtMs + CUT_AFTER_MS, () => cut.abort());
    }
    for (const { atMs, forMs } of stalls) this.clock.after(atMs, () => this.clock.stall(forMs));
  }

  private tooLate(): Promise<never> {
    return new Promise((_, reject) => {
      this.clock.after(RUN_MAX_MS, () => reject(new Error(`a run did not end within ${RUN_MAX_MS} ms`)));
    });
  }

  /** From now on nothing goes wrong, and reads show what is true. */
  private async calmDown(): Promise<void> {
    this.isCalm = true;
    await this.clock.pass(SETTLING_MS);
    const switches = { ...this.situation.switches, readLagMs: 0 };
    this.blip = new VirtualBlip(new Emulator({ state: this.state, switches }), this.clock);
  }

  private checkLast({ outcomes }: ApplyReport): void {
    for (const { action, outcome } of outcomes) {
      if (outcome.status === "done" || outcome.status === "already-there") continue;
      const member = action.kind === "add-recipient" ? action.member : "";
      if (this.isHopeless(action.list, member)) continue;
      this.breaches.push(
        `last: ${action.kind} ${action.list} ${member} ${outcome.status}: ${outcome.why.code}`,
      );
    }
  }

  private checkNext({ actions }: Plan): void {
    for (const action of actions) {
      const member = action.kind === "add-recipient" ? action.member : "";
      if (this.isHopeless(action.list, member)) continue;
      this.breaches.push(`still planned in the end: ${action.kind} ${action.list}`);
    }
  }

  /** The name is another bot's, or Blip knows no such number. */
  private isHopeless(list: string, member: string): boolean {
    const { wanted, people } = this.situation;
    if (wanted.some(({ name, taken }) => taken && listKey(name) === listKey(list))) return true;
    return people.some(({ phone, refused }) => refused && phone === member);
  }
}
