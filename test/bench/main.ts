/**
 * `npm run bench`: what the tool costs, always against something else that ran beside it. Nothing is asserted.
 *
 *     npm run bench -- [--quick] [--json] [--only NAME]...
 */

import { parseArgs } from "node:util";
import { compareAdding } from "./adding.ts";
import { comparePlanning } from "./planning.ts";
import type { Ratio } from "./report.ts";
import { renderJson, renderTable } from "./report.ts";
import type { Sizes } from "./sizes.ts";
import { FULL, QUICK } from "./sizes.ts";
import { compareStartUp } from "./start-up.ts";

type Compare = (name: string, sizes: Sizes) => Promise<Ratio[]>;

const COMPARISONS: Readonly<Record<string, Compare>> = {
  "start-up": (name, { startUpRounds }) => compareStartUp(name, startUpRounds),
  "add-48": (name, { membersAt48: members, membersOneByOne }) =>
    compareAdding({ name, commandsPerSecond: 48, members, membersOneByOne, identitiesAre: "known" }),
  "add-200": (name, { membersAt200: members, membersOneByOne }) =>
    compareAdding({ name, commandsPerSecond: 200, members, membersOneByOne, identitiesAre: "known" }),
  "look-up-200": (name, { membersToLookUp: members, membersOneByOne }) =>
    compareAdding({ name, commandsPerSecond: 200, members, membersOneByOne, identitiesAre: "look-up" }),
  "plan-100k": (name, { membersOfSmallPlan: members, planRounds: rounds }) =>
    comparePlanning({ name, members, rounds }),
  "plan-1m": (name, { membersOfLargePlan: members, planRounds: rounds }) =>
    comparePlanning({ name, members, rounds }),
};

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: Object.keys(COMPARISONS) },
  },
});
const { quick, json, only } = values;
const unknown = only.find((name) => !Object.hasOwn(COMPARISONS, name));
if (unknown === undefined) {
  const comparisons = await runAll(only, quick ? QUICK : FULL);
  process.stdout.write(json ? renderJson(comparisons, quick ? "quick" : "full") : renderTable(comparisons));
} else {
  const names = Object.keys(COMPARISONS).join(", ");
  process.stderr.write(`--only ${unknown}: there is no such measurement, there are ${names}\n`);
  process.exitCode = 1;
}

async function runAll(names: readonly string[], sizes: Sizes): Promise<Ratio[]> {
  const all: Ratio[] = [];
  for (const [name, compare] of Object.entries(COMPARISONS)) {
    if (!names.includes(name)) continue;
    process.stderr.write(`measuring ${name} …\n`);
    all.push(...(await compare(name, sizes)));
  }
  return all;
}
