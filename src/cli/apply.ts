/** `blip-lists apply`: plan, ask, carry out, verify. */

import type { ApplyPorts } from "../apply/apply.ts";
import { applyPlan } from "../apply/apply.ts";
import { applyExitCode } from "../apply/exit-code.ts";
import type { ApplyReport } from "../apply/types.ts";
import { systemClock } from "../blip/clock.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { Plan } from "../reconcile/types.ts";
import { renderApplyText } from "../report/apply-text.ts";
import { renderApplyJson } from "../report/json.ts";
import { counted, duration } from "../report/words.ts";
import { existingLists } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { Exit, Failure } from "./failure.ts";
import type { IdentitiesFile } from "./identities-file.ts";
import { NO_IDENTITIES_FILE, openIdentitiesFile } from "./identities-file.ts";
import type { Interrupt } from "./interrupt.ts";
import { watchInterrupts } from "./interrupt.ts";
import { openJournal } from "./journal-file.ts";
import type { SelectedLists } from "./lists.ts";
import { readLists } from "./lists.ts";
import { addressOf, renderPlan, warningsOf } from "./plan.ts";
import { startProgress } from "./progress.ts";
import type { Surveyed } from "./survey-and-plan.ts";
import { planAgain, surveyAndPlan } from "./survey-and-plan.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";
import type { World } from "./world.ts";

export interface ApplyOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  readonly format: "text" | "json";
  readonly yes: boolean;
  /** Whether numbers that were looked up before are looked up again. */
  readonly refreshIdentities: boolean;
  /** Whether what look-ups answer is written to the identities file. */
  readonly keepIdentities: boolean;
  /** Where every command that is sent is written down; null for nowhere. */
  readonly journal: string | null;
}

export async function apply(options: ApplyOptions, world: World): Promise<number> {
  if (!options.yes && !world.interactive) {
    throw new Failure(
      Exit.invalid,
      "needs-yes",
      "there is no terminal to ask at: add --yes to apply without asking",
    );
  }
  const lists = await readLists(options.directory, options.globs, world, options.refreshIdentities);
  const interrupt = watchInterrupts(world);
  const journal = openJournal(options.journal, world, interrupt);
  const blip = connectToBlip(lists.settings, world, interrupt, journal);
  try {
    const surveyed = await surveyAndPlan(lists, blip, world);
    const { plan } = surveyed;
    showPlan(plan, blip, options, world);
    checkGates(plan, lists);
    if (plan.actions.length > 0 && !options.yes) await confirm(plan, blip, world, interrupt);
    const recorder =
      options.keepIdentities && plan.summary.lookup > 0
        ? openIdentitiesFile(options.directory, lists.recorded, world)
        : NO_IDENTITIES_FILE;
    const report = await carryOut(surveyed, lists, { blip, world, interrupt, recorder });
    if (options.format === "json") world.stdout.write(renderApplyJson(report, { masked: isMasked(world) }));
    else if (plan.actions.length > 0) world.stdout.write(`\n${renderReport(report, world)}`);
    tellOfTheLimit(blip, lists, world);
    return applyExitCode(report);
  } finally {
    journal.close();
    interrupt.release();
    await blip.close();
  }
}

/** With JSON, standard output is for the report: who is asked sees the plan on standard error. */
function showPlan(plan: Plan, blip: Blip, { format, yes, directory }: ApplyOptions, world: World): void {
  world.stderr.write(warningsOf(plan, world));
  if (format === "json" && yes) return;
  const output = format === "text" ? world.stdout : world.stderr;
  output.write(renderPlan(plan, { format: "text", directory, address: addressOf(blip) }, world));
}

/** @throws Failure unless the person says yes */
async function confirm(
  { summary, bot }: Plan,
  blip: Blip,
  world: World,
  interrupt: Interrupt,
): Promise<void> {
  const question = `\nSend ${counted(summary.commands, "command")} to the bot ${bot} at ${addressOf(blip)}? Only "yes" goes on: `;
  const answer = await world.ask(question, interrupt.stop);
  if (answer?.trim().toLowerCase() === "yes") return;
  throw new Failure(Exit.interrupted, "not-confirmed", "not applied: nothing was sent");
}

/** @throws Failure (exit 5) before anything is sent */
function checkGates({ summary }: Plan, { settings }: SelectedLists): void {
  if (summary.lookup <= settings.maxLookups) return;
  const { lookup } = summary;
  throw new Failure(
    Exit.refused,
    "max-lookups",
    `${lookup} numbers would be looked up, over the ${settings.maxLookups} of maxLookups in bot.yaml: nothing was sent. WhatsApp bans senders that look up many; declare identities, or raise maxLookups if these customers expect your messages`,
  );
}

/** A limit that was found the hard way is worth writing down: the next run would find it so, too. */
function tellOfTheLimit({ pacer }: Blip, { settings }: SelectedLists, world: World): void {
  if (pacer.pauses === 0) return;
  const { yellow } = styleFor(world.stderr, world.env);
  const found =
    pacer.commandsPerSecond < settings.commandsPerSecond
      ? `set commandsPerSecond in bot.yaml to the ${pacer.commandsPerSecond} it took (now ${settings.commandsPerSecond})`
      : "something else sends through this bot as well: lower commandsPerSecond in bot.yaml";
  world.stderr.write(
    `${yellow("Warning:")} Blip said that it was too much (429), and the run paused ${counted(pacer.pauses, "time")}: ${found}.\n`,
  );
}

interface Run {
  readonly recorder: IdentitiesFile;
  readonly blip: Blip;
  readonly world: World;
  readonly interrupt: Interrupt;
}

async function carryOut(
  { plan, live, roster, isExcluded }: Surveyed,
  lists: SelectedLists,
  { blip, world, interrupt, recorder }: Run,
): Promise<ApplyReport> {
  const progress = startProgress(world, {
    what: "Applying",
    unit: "actions",
    total: plan.actions.length,
    note: () => notes(blip),
  });
  const ports: ApplyPorts = {
    writer: blip.writer,
    exists: async (list) => (await existingLists(blip.reader)).has(listKey(list)),
    replan: (names, identities) => {
      progress.finish();
      return planAgain(onlyLists(lists, names), blip, world, { roster, identities });
    },
    isExcluded,
    recorder,
    wait: (ms) => systemClock.sleep(ms, interrupt.stop),
    stop: interrupt.stop,
    onOutcome: ({ outcome }) => progress.advance(outcome.status === "not-attempted" ? 0 : 1),
  };
  try {
    return await applyPlan(plan, live, ports);
  } finally {
    progress.finish();
    recorder.finish();
  }
}

function notes({ link, pacer }: Blip): string {
  const parts = [
    link.retries > 0 ? `${counted(link.retries, "retry", "retries")}` : "",
    pacer.pausedForMs > 0
      ? `paused for ${duration(Math.ceil(pacer.pausedForMs / 1_000))}: Blip says it is too much (429)`
      : "",
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => `, ${part}`)
    .join("");
}

function onlyLists(lists: SelectedLists, names: ReadonlySet<ListName>): SelectedLists {
  return { ...lists, names: new Set([...names].map(listKey)) };
}

function renderReport(report: ApplyReport, world: World): string {
  return renderApplyText(report, {
    masked: isMasked(world),
    style: styleFor(world.stdout, world.env),
    width: widthOf(world.stdout),
  });
}
