/** How fast members get on a new list, against a client that sends one command after the other, and the limit. */

import { fileURLToPath } from "node:url";
import type { BlipCount } from "./blip.ts";
import { startBlip } from "./blip.ts";
import { identityOf, phoneOf } from "./bot.ts";
import { BLIP_LISTS, time } from "./process.ts";
import type { Ratio } from "./report.ts";
import { makeWorkspace } from "./workspace.ts";

export interface Adding {
  readonly name: string;
  readonly commandsPerSecond: number;
  readonly members: number;
  /** How many the client adds that is compared with. */
  readonly membersOneByOne: number;
  /** Whether the files give identities, or numbers that have to be looked up. */
  readonly identitiesAre: "known" | "look-up";
}

const LATENCY_MS = 100;
const MS_PER_SECOND = 1_000;
/** Figures of commands are for so many members, so that runs of different sizes compare. */
const PER_MEMBERS = 1_000;
const COMMANDS_PER_MEMBER = { known: 1, "look-up": 2 } as const;

const ONE_BY_ONE = "one by one";

interface Result {
  /** Members per second, from the start of the process to its end. */
  readonly wholeRun: number;
  /** Members per second, from the first look-up or added member to the last, as Blip saw them arrive. */
  readonly whileAdding: number;
  /** Commands for 1,000 members. */
  readonly sent: number;
  readonly refused: number;
}

const MEASURES: Readonly<Record<keyof Result, string>> = {
  wholeRun: "whole run",
  whileAdding: "while adding",
  sent: `sent for ${PER_MEMBERS.toLocaleString("en")}`,
  refused: "refused with 429",
};

export async function compareAdding(adding: Adding): Promise<Ratio[]> {
  const { name, commandsPerSecond, members, identitiesAre } = adding;
  const ours = await againstBlip(adding, members, (env) => runTool(adding, env));
  const oneByOne = await againstBlip(adding, adding.membersOneByOne, (env) => runOneByOne(adding, env));
  const commandsPerMember = COMMANDS_PER_MEMBER[identitiesAre];
  const limit = commandsPerSecond / commandsPerMember;
  const who = identitiesAre === "known" ? "members" : "members to look up";
  const what = `add ${members.toLocaleString("en")} ${who} at ${commandsPerSecond}/s`;
  const compared = (measure: keyof Result, unit: Ratio["unit"]) => ({
    name,
    unit,
    what: `${what}, ${MEASURES[measure]}`,
    ours: ours[measure],
  });
  const whole = compared("wholeRun", "members/s");
  const sent = compared("sent", "commands");
  return [
    { ...whole, reference: "the limit", theirs: limit },
    { ...whole, reference: ONE_BY_ONE, theirs: oneByOne.wholeRun },
    { ...compared("whileAdding", "members/s"), reference: "the limit", theirs: limit },
    { ...sent, reference: "the least", theirs: commandsPerMember * PER_MEMBERS },
    { ...sent, reference: ONE_BY_ONE, theirs: oneByOne.sent },
    { ...compared("refused", "commands"), reference: ONE_BY_ONE, theirs: oneByOne.refused },
  ];
}

type Environment = Readonly<Record<string, string>>;

/** @throws Error unless every member is on the list in the end: nothing less is worth a measurement */
async function againstBlip(
  adding: Adding,
  members: number,
  run: (env: Environment) => Promise<number>,
): Promise<Result> {
  const switches = { commandsPerSecond: adding.commandsPerSecond, latencyMs: LATENCY_MS };
  const blip = await startBlip({ members: 0, switches });
  try {
    const wallMs = await run(blip.env);
    const count = await blip.count();
    if (count.members !== members) throw new Error(`${count.members} of ${members} members were added`);
    return resultOf(adding, count, wallMs);
  } finally {
    await blip.close();
  }
}

function resultOf(
  { identitiesAre }: Adding,
  { members, adding, commands, refused }: BlipCount,
  wallMs: number,
): Result {
  return {
    wholeRun: (members / wallMs) * MS_PER_SECOND,
    whileAdding: ((adding.commands - 1) / adding.ms / COMMANDS_PER_MEMBER[identitiesAre]) * MS_PER_SECOND,
    sent: (commands / members) * PER_MEMBERS,
    refused,
  };
}

async function runTool(
  { commandsPerSecond, members, identitiesAre }: Adding,
  env: Environment,
): Promise<number> {
  const workspace = makeWorkspace(commandsPerSecond, written(members, identitiesAre));
  try {
    return (await time([BLIP_LISTS, "apply", "--yes"], { cwd: workspace.root, env })).wallMs;
  } finally {
    workspace.remove();
  }
}

async function runOneByOne({ membersOneByOne, identitiesAre }: Adding, env: Environment): Promise<number> {
  const script = fileURLToPath(new URL("./one-by-one.js", import.meta.url));
  return (await time([script, String(membersOneByOne), identitiesAre], { cwd: process.cwd(), env })).wallMs;
}

function* written(members: number, identitiesAre: Adding["identitiesAre"]): Generator<string> {
  for (let index = 0; index < members; index += 1) {
    yield identitiesAre === "known" ? identityOf(index) : `"${phoneOf(index)}"`;
  }
}
