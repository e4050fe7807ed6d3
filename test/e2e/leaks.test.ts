/** What leaves the machine, and what leaves the memory: whole numbers in nothing that is shown, strangers in nothing at all. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { InjectedFault } from "../../src/emulator/faults.ts";
import { mobile, phone, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

/** Live on a list, or contacts of the bot, and declared by nobody. */
const LIVE = phone("+55 21 98765-4321");
const LIVE_ELSEWHERE = "BR.4455667788990011@wa.gw.msging.net";
const CONTACT = phone("+55 85 97531-8642");
const CONTACTS_OTHER_NUMBER = "+55 71 96420-1357";
const CONTACTS_NAME = "Zuleica Nobody";

const FILES = {
  "lists/vip.yaml": listOf("vip", ["+55 31 99999-8888", "+55 31 99999-7777", mobile(3)]),
  "lists/new.yaml": listOf("new", ["+55 31 99999-6666", mobile(4)]),
  "lists/gold.yaml":
    "name: gold\nmembersFrom:\n  contacts:\n    where:\n      extras.tier: gold\nexclude:\n  - +55 31 99999-5555\n",
  "lists/bot.yaml": "maxGrowthPercent: 900\ncommandsPerSecond: 1000\n",
};

async function amongStrangers(fault: InjectedFault | null = null): Promise<Workshop> {
  const shop = await workshopWith(FILES, {
    lists: {
      vip: [whatsapp(phone("+55 31 99999-8888"), "short"), whatsapp(LIVE), LIVE_ELSEWHERE],
      gold: [whatsapp(LIVE, "short"), whatsapp(phone("+55 31 99999-5555"))],
      nobodys: [whatsapp(LIVE)],
    },
    ...(fault === null ? {} : { faults: ({ command }) => (isAboutMany(command.uri ?? "") ? fault : null) }),
  });
  const { state } = shop.blip.emulator;
  state.addContact({ identity: whatsapp(phone("+55 31 99999-7777"), "short") });
  state.addContact({ identity: whatsapp(mobile(9)), extras: { tier: "gold" } });
  state.addContact({
    identity: whatsapp(CONTACT),
    name: CONTACTS_NAME,
    phoneNumber: CONTACTS_OTHER_NUMBER,
    extras: { tier: "none" },
  });
  return shop;
}

function isAboutMany(uri: string): boolean {
  return /recipients|contacts/.test(uri);
}

/** Every file below a directory. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [readFileSync(path, "utf8")];
  });
}

function strangersIn(text: string): string[] {
  const compact = text.replace(/[^\p{L}\p{N}*]/gu, "");
  const parts = [LIVE, LIVE_ELSEWHERE, CONTACT, CONTACTS_OTHER_NUMBER].flatMap((one) => {
    const digits = one.replace(/\D/g, "");
    return [digits.slice(-8), `****${digits.slice(-4)}`];
  });
  return [...parts, CONTACTS_NAME.replace(" ", "")].filter((part) => compact.includes(part));
}

const COMMANDS: readonly (readonly [string, number])[] = [
  ["validate", 0],
  ["plan", 0],
  ["plan --format json", 0],
  ["plan --format markdown --detailed-exitcode", 2],
  ["plan --out plan.json --review review.json", 0],
  ["apply --yes --plan plan.json --journal journal.jsonl --result result.json", 0],
  ["apply --yes --approved review.json --format json", 0],
  ["plan --refresh-identities", 0],
];

describe("people who are live and not declared", () => {
  it.each(["", "true"])("appear in no output and no file, masked or not, where CI is %j", async (ci) => {
    const shop = await amongStrangers();
    for (const [command, exit] of COMMANDS) {
      const { code, stdout, stderr } = await shop.run(command, { CI: ci });
      expect([command, code, strangersIn(stdout + stderr)]).toEqual([command, exit, []]);
    }
    expect(shop.names()).toEqual(expect.arrayContaining(["journal.jsonl", "plan.json", "result.json"]));
    expect(shop.names("lists")).toContain("identities.lock.csv");
    for (const text of filesBelow(shop.cwd)) expect(strangersIn(text)).toEqual([]);
    expect(shop.blip.emulator.state.lists.members("vip")).toContain(whatsapp(LIVE));
  });

  it.each<InjectedFault>(["truncated", "garbage"])(
    "are not quoted from an answer that is %s",
    async (fault) => {
      const shop = await amongStrangers(fault);
      const { code, stdout, stderr } = await shop.run(
        "apply --yes --journal journal.jsonl --result result.json",
      );
      expect([code, strangersIn(stdout + stderr)]).toEqual([1, []]);
      for (const text of filesBelow(shop.cwd)) expect(strangersIn(text)).toEqual([]);
    },
  );
});

describe("lists and files that are named like phone numbers", () => {
  it("are planned, reviewed and applied in CI, and are named in full nowhere", async () => {
    const files = {
      "lists/+55 31 99999-8888.yaml": listOf("5531999998888", [mobile(1), "+55 31 99999-7777"]),
      "lists/31999998888/x.yaml": "name: 31.99999.8888\nmembers: []\n",
    };
    const shop = await workshopWith(files, { lists: { "5531999998888": [whatsapp(mobile(1))] } });
    const env = { CI: "true" };
    const planned = await shop.run("plan --review review.json --out plan.json", env);
    expect(planned.stdout).toContain("55319****8888  add 1, 1 unchanged");
    expect((await shop.run("plan --format json", env)).code).toBe(0);
    expect((await shop.run("plan --format markdown", env)).code).toBe(0);
    for (const approval of ["--approved review.json", "--plan plan.json"]) {
      const { stdout, code } = await shop.run(`apply --yes ${approval} --result result.json`, env);
      expect(stdout).toMatch(/no difference|2 approved actions no longer needed/);
      expect(code).toBe(0);
    }
  });
});
