/** One harness and what will happen to it, all from one seed. */

import type { DeclaredMember, DesiredList, DesiredState, Selection } from "../../src/domain/state.ts";
import type { Seed } from "../../src/emulator/seed.ts";
import { listName, whatsapp } from "../support/field.ts";
import { ACCESS_KEY, BOT } from "../support/virtual-harness.ts";
import { Chance } from "./chance.ts";
import type { DrawnSwitches, Hostility } from "./hostility.ts";
import { drawHostility, drawSwitches } from "./hostility.ts";
import type { Person } from "./people.ts";
import { CITY, drawPeople } from "./people.ts";

/** Who is to be on one list when all is done. */
interface Wanted {
  readonly name: string;
  readonly people: ReadonlySet<Person>;
  /** Blip has given the name to another bot: the list can never be created. */
  readonly taken: boolean;
}

export interface Situation {
  readonly seed: number;
  readonly people: readonly Person[];
  readonly desired: DesiredState;
  readonly wanted: readonly Wanted[];
  readonly blip: Seed;
  readonly switches: DrawnSwitches;
  readonly commandsPerSecond: number;
  readonly hostility: Hostility;
}

const NAMES = ["Vip", "promo", "constructor"];
/** Members of one list at most. */
const MEMBERS_MAX = 40;
const SELECTION: Selection = {
  file: "lists/vip.yaml",
  line: 2,
  conditions: [{ field: "city", test: "is", values: [CITY] }],
};

export function drawSituation(seed: number): Situation {
  const chance = new Chance(seed);
  const commandsPerSecond = chance.pick(5, 10, 20, 48, 48);
  const switches = drawSwitches(chance.fork(), commandsPerSecond);
  const people = drawPeople(chance.fork(), switches.unknownNumber === "not-found");
  const excluded = chance.happens(0.3) ? chance.some(people, 3) : [];
  const lists = NAMES.slice(0, chance.between(1, NAMES.length)).map((name) =>
    drawList(name, people, excluded, chance.fork()),
  );
  const taken = new Set(chance.happens(0.05) ? lists.slice(0, 1).map(({ name }) => name) : []);
  return {
    seed,
    people,
    desired: {
      lists: lists.map(({ list }) => list),
      exclude: { members: declarations(excluded, chance), selections: [], lists: [] },
    },
    wanted: lists.map(({ name, wanted }) => ({ name, people: wanted, taken: taken.has(name) })),
    blip: drawBlip(people, lists, taken, chance.fork()),
    switches,
    commandsPerSecond,
    hostility: drawHostility(chance.fork(), switches.totalCounts),
  };
}

interface DrawnList {
  readonly name: string;
  readonly list: DesiredList;
  readonly wanted: ReadonlySet<Person>;
}

function drawList(
  name: string,
  people: readonly Person[],
  everywhere: readonly Person[],
  chance: Chance,
): DrawnList {
  const members = chance.some(people, chance.below(chance.pick(6, 15, MEMBERS_MAX + 1)));
  const excluded = chance.happens(0.2) ? chance.some(people, 3) : [];
  const selects = chance.happens(0.15);
  const selected = people.filter((person) => selects && person.contacts.some(({ city }) => city === CITY));
  const without = new Set([...everywhere, ...excluded]);
  const list: DesiredList = {
    name: listName(name),
    description: null,
    source: { file: `lists/${name}.yaml`, line: 1 },
    include: {
      members: declarations(members, chance),
      selections: selects ? [SELECTION] : [],
      lists: [],
    },
    exclude: { members: declarations(excluded, chance), selections: [], lists: [] },
  };
  const wanted = new Set([...members, ...selected].filter((person) => !without.has(person)));
  return { name, list, wanted };
}

/** Most by number, some by identity, in either form. */
function declarations(people: readonly Person[], chance: Chance): DeclaredMember[] {
  return people.map((person, index) => {
    const byIdentity = person.home.startsWith("55") && chance.happens(0.2);
    const member = byIdentity ? whatsapp(person.phone, chance.pick("long", "short")) : person.phone;
    return { member, file: "lists/members.yaml", line: index + 1 };
  });
}

/** What Blip has before the first run: some lists with some of their members, and much that nobody declares. */
function drawBlip(
  people: readonly Person[],
  lists: readonly DrawnList[],
  taken: ReadonlySet<string>,
  chance: Chance,
): Seed {
  const live: Record<string, string[]> = { other: [...strangers("other", 3), whatsappOf(people[0])] };
  for (const { name, wanted } of lists) {
    if (taken.has(name) || chance.happens(0.4)) continue;
    const share = chance.random();
    const there = [...wanted].filter(() => chance.happens(share)).map((person) => spelled(person, chance));
    const spelling = chance.happens(0.3) ? name.toUpperCase() : name;
    live[spelling] = chance.some([...there, ...strangers(name, chance.below(12))], Number.POSITIVE_INFINITY);
  }
  const accounts: [string, string | null][] = people.flatMap(({ phone, account }) =>
    account === undefined ? [] : [[phone, account]],
  );
  return {
    bot: BOT,
    key: ACCESS_KEY,
    lists: live,
    contacts: people.flatMap(({ contacts }) => contacts),
    accounts: Object.fromEntries(accounts),
    takenLists: taken,
  };
}

function whatsappOf(person: Person | undefined): string {
  return person === undefined ? "nobody@wa.gw.msging.net" : person.home;
}

function spelled({ home }: Person, chance: Chance): string {
  return chance.happens(0.2) ? home.toUpperCase() : home;
}

/** Identities that no file declares. */
export function strangers(list: string, count: number): string[] {
  const domains = ["wa.gw.msging.net", "messenger.gw.msging.net", "broadcast.msging.net"];
  return Array.from({ length: count }, (_, index) => `stranger${index}.${list}@${domains[index % 3]}`);
}
