/** The identities file while a run writes it, whatever others do to it meanwhile. */

import {
  appendFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/config/connection.ts";
import type { IdentityRecords } from "../../src/domain/identity-records.ts";
import { parseIdentities } from "../../src/domain/identity-records.ts";
import { claimIdentitiesFile, openIdentitiesFile } from "../../src/files/identities.ts";
import { directoryWith } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";
import { portsAt } from "../support/runtimes.ts";
import { refusalOf } from "../support/said.ts";

const FILE = "lists/identities.lock.csv";
const OWNER = "# contract: acme, bot: acmebot\n";
const HEADER = "phone,identity,source,resolved_at\n";
const AT = "1969-11-03T12:00:00.000Z";

const REAL: Answers = { owner: { contract: "acme", bot: "acmebot" }, isLocal: false, mayTakeFile: true };
const LOCAL: Answers = {
  owner: { contract: "acme@127.0.0.1", bot: "acmebot" },
  isLocal: true,
  mayTakeFile: true,
};
const NAMELESS: Answers = {
  owner: { contract: "127.0.0.1", bot: "demobot" },
  isLocal: true,
  mayTakeFile: false,
};

const line = (index: number) => `${mobile(index)},${whatsapp(mobile(index))},lookup,${AT}\n`;

/** A directory of lists and its file at work. */
function shopWith(text: string | null, answers = REAL) {
  const cwd = directoryWith({ "lists/vip.yaml": "", ...(text === null ? {} : { [FILE]: text }) });
  const path = join(cwd, FILE);
  const ports = portsAt(cwd);
  const before: IdentityRecords = parseIdentities({ file: FILE, text: text ?? "" }).records;
  const open = () => openIdentitiesFile({ directory: "lists", before, answers }, ports);
  return {
    cwd,
    path,
    ports,
    open,
    claim: () => claimIdentitiesFile({ directory: "lists", before, answers }, ports),
    read: () => readFileSync(path, "utf8"),
    /** The numbers, by index, whose answers can be read in it. */
    known: () => {
      const { records, diagnostics } = parseIdentities({ file: FILE, text: readFileSync(path, "utf8") });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      return [...records.keys()].map((phone) => Number(phone.slice(-7)) % 10_000).sort((a, b) => a - b);
    },
  };
}

type Shop = ReturnType<typeof shopWith>;

function learn(file: ReturnType<Shop["open"]>, ...indices: number[]): void {
  for (const index of indices) file.found(mobile(index), whatsapp(mobile(index)));
}

describe("an identities file", () => {
  it("is not made before there is an answer, and then says first whose it is", () => {
    const shop = shopWith(null);
    const file = shop.open();
    expect(readdirSync(join(shop.cwd, "lists"))).toEqual(["vip.yaml"]);
    learn(file, 2);
    file.refused(mobile(1), "not on WhatsApp");
    expect(shop.read().startsWith(OWNER + HEADER)).toBe(true);
    file.finish();
    expect(shop.read()).toMatch(
      /^# contract: acme, bot: acmebot\nphone.*\n\+\d+,,not on WhatsApp,.*\n\+\d+,\d+@.*\n$/,
    );
    expect(statSync(shop.path).mode & 0o777).toBe(0o600);
  });

  it("has every answer as soon as it is given, whatever may end the run", () => {
    const shop = shopWith(OWNER + HEADER + line(5));
    const file = shop.open();
    for (const [done, index] of [3, 1, 4].entries()) {
      learn(file, index);
      expect(shop.known()).toEqual([5, ...[3, 1, 4].slice(0, done + 1)].sort());
    }
  });

  it("has both runs' answers where neither knew of the other, and one of them never ended", () => {
    const shop = shopWith(null);
    const [one, other] = [shop.open(), shop.open()];
    learn(one, 1);
    learn(other, 2);
    learn(one, 3);
    other.finish();
    learn(one, 4);
    learn(other, 5);
    expect(shop.known()).toEqual([1, 2, 3, 4, 5]);
  });

  it.each<[string, (shop: Shop) => void, number[]]>([
    ["vanished", ({ path }) => rmSync(path), [1, 2, 3, 9]],
    [
      "was replaced by another version, as Git does it",
      ({ path }) => replace(path, OWNER + HEADER + line(7)),
      [1, 2, 3, 7, 9],
    ],
    [
      "was replaced by one of before it said whose it is",
      ({ path }) => replace(path, HEADER + line(7)),
      [1, 2, 3, 7, 9],
    ],
    ["was emptied", ({ path }) => writeFileSync(path, ""), [1, 2, 3, 9]],
    ["got a line of another run", ({ path }) => appendFileSync(path, line(7)), [1, 2, 3, 7, 9]],
    [
      "got half a line of a run that was killed",
      ({ path }) => appendFileSync(path, line(7).slice(0, -9)),
      [1, 2, 3, 9],
    ],
    [
      "got a line that lacks its line feed",
      ({ path }) => appendFileSync(path, line(7).trimEnd()),
      [1, 2, 3, 7, 9],
    ],
  ])("that %s meanwhile has all answers, at once and in the end", (_, change, expected) => {
    const shop = shopWith(OWNER + HEADER + line(9));
    const file = shop.open();
    learn(file, 1, 2);
    change(shop);
    learn(file, 3);
    // What it held before may be missing until the end, and nothing else.
    expect([...new Set([...shop.known(), 9])].sort()).toEqual(expected);
    file.finish();
    expect(shop.known()).toEqual(expected);
    expect(shop.read().startsWith(OWNER + HEADER)).toBe(true);
    expect(readdirSync(join(shop.cwd, "lists")).sort()).toEqual(["identities.lock.csv", "vip.yaml"]);
  });

  it("that vanished after the last answer is written again", () => {
    const shop = shopWith(null);
    const file = shop.open();
    learn(file, 1, 2);
    rmSync(shop.path);
    file.finish();
    expect(shop.known()).toEqual([1, 2]);
  });

  it("is sorted whatever warnings it has, and keeps what people wrote", () => {
    const odd = line(8).replace(String(whatsapp(mobile(8))), String(whatsapp(mobile(9))));
    const shop = shopWith(`${OWNER}# asked by hand\n${HEADER}${odd}${line(3)}`);
    const file = shop.open();
    learn(file, 1);
    file.finish();
    const lines = shop.read().split("\n");
    expect(lines.slice(0, 3)).toEqual([OWNER.trim(), "# asked by hand", HEADER.trim()]);
    expect(shop.read().match(/^\+\d+/gm)).toEqual([1, 3, 8].map((index) => mobile(index)));
  });

  it("that somebody is in the midst of merging is left in their order, with the answers behind it", () => {
    const shop = shopWith(OWNER + HEADER);
    const file = shop.open();
    learn(file, 2);
    const merging = `${OWNER}${HEADER}<<<<<<< ours\n${line(5)}=======\n`;
    replace(shop.path, merging);
    learn(file, 1);
    file.finish();
    expect(shop.read().startsWith(merging)).toBe(true);
    expect(shop.read().match(/^\+\d+/gm)).toEqual([5, 2, 1].map((index) => mobile(index)));
  });

  it("with a second name is one of its own from then on, and the other is as it was", () => {
    const shop = shopWith(OWNER + HEADER + line(5));
    linkSync(shop.path, join(shop.cwd, "copy.csv"));
    const file = shop.open();
    learn(file, 1);
    file.finish();
    expect(shop.known()).toEqual([1, 5]);
    expect(readFileSync(join(shop.cwd, "copy.csv"), "utf8")).toBe(OWNER + HEADER + line(5));
  });

  it("that became a link meanwhile is not written through, and the answer is not taken for kept", () => {
    const shop = shopWith(OWNER + HEADER);
    const file = shop.open();
    writeFileSync(join(shop.cwd, "target"), "kept");
    rmSync(shop.path);
    symlinkSync("../target", shop.path);
    expect(refusalOf(() => learn(file, 1))).toContain(`${FILE}: this is a link`);
    file.finish();
    expect(shop.ports.logged()).toContain(`warning: ${FILE}: this is a link`);
    expect(readFileSync(join(shop.cwd, "target"), "utf8")).toBe("kept");
  });

  it("that is a link from the beginning is refused before anything is sent", () => {
    const shop = shopWith(null);
    writeFileSync(join(shop.cwd, "lists/target"), "");
    symlinkSync("target", shop.path);
    expect(refusalOf(shop.open)).toContain("which keeps the results of look-ups: this is a link");
  });
});

describe("a file of another bot", () => {
  const others = OWNER.replace("acme,", "other,") + HEADER + line(1);

  it("is refused where answers of a real bot are to be kept, and is not touched", () => {
    const shop = shopWith(others);
    expect(refusalOf(shop.open)).toContain(`${FILE} keeps the look-ups of the bot acmebot of other`);
    shop.claim();
    expect(shop.read()).toBe(others);
  });

  it.each([LOCAL, NAMELESS])(
    "is not touched by an emulator's answers, which nobody needs to keep",
    (answers) => {
      const real = OWNER + HEADER + line(1);
      const shop = shopWith(real, answers);
      const file = shop.open();
      learn(file, 2);
      file.finish();
      shop.claim();
      expect(shop.read()).toBe(real);
    },
  );

  it("that takes the place of this bot's meanwhile is not written into", () => {
    const shop = shopWith(null);
    const file = shop.open();
    learn(file, 2);
    replace(shop.path, others);
    expect(refusalOf(() => learn(file, 3))).toContain("the file belongs to another bot now");
    file.finish();
    expect(shop.read()).toBe(others);
  });
});

describe("a file that does not say whose it is", () => {
  const old = HEADER + line(2) + line(1);

  it("is taken, and says so from then on, whether or not anything is looked up", () => {
    const shop = shopWith(old);
    shop.claim();
    expect(shop.read()).toBe(OWNER + HEADER + line(1) + line(2));
    const another = shopWith(old);
    learn(another.open(), 3);
    expect(another.known()).toEqual([1, 2, 3]);
    expect(another.read().startsWith(OWNER)).toBe(true);
    expect(shop.ports.logged() + another.ports.logged()).toBe("");
  });

  it("is not made where there is none", () => {
    const shop = shopWith(null);
    shop.claim();
    expect(readdirSync(join(shop.cwd, "lists"))).toEqual(["vip.yaml"]);
  });

  it("is left alone by an emulator of which nobody says which contract it stands for", () => {
    const shop = shopWith(old, NAMELESS);
    const file = shop.open();
    learn(file, 3);
    file.finish();
    shop.claim();
    expect(shop.read()).toBe(old);
    expect(shop.ports.logged()).toContain(
      "does not say which bot it belongs to: it is not changed, and look-ups are not kept",
    );
  });

  it("is an emulator's for as long as it is named, and a person is warned of it", () => {
    const shop = shopWith(old, LOCAL);
    shop.claim();
    expect(shop.read().startsWith("# contract: acme@127.0.0.1, bot: acmebot\n")).toBe(true);
    expect(shop.ports.logged()).toContain("If that is wrong, restore the file from Git");
  });
});

/** As Git and editors do: another file in the place of the one that is there. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
