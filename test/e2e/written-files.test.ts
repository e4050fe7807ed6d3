/** What the tool writes: through no link, into no pipe, over nothing of the lists; and a disk may be full. */

import { spawn } from "node:child_process";
import { linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseIdentities } from "../../src/domain/identity-records.ts";
import { blipLists, directoryWith } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";
import { makePipe } from "../support/pipe.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const FILE = "lists/identities.lock.csv";
const LISTS = { "lists/vip.yaml": listOf("vip", [mobile(1)]) };

function inShop(shop: Workshop, make: (path: string) => void, file: string): void {
  make(join(shop.cwd, file));
}

const link = (path: string) => symlinkSync("target", path);

describe("a file that a flag names", () => {
  it.each([
    ["apply --yes --result result.json --journal x", link, "--journal x: this is a link"],
    ["apply --yes --result result.json --journal x", makePipe, "--journal x: this is not a regular file"],
    ["apply --yes --result x", makePipe, "--result x: this is not a regular file"],
    ["plan --out plan.json --review x", link, "--review x: this is a link"],
    ["emulator --log x", makePipe, "--log x: this is not a regular file"],
    [
      "emulator --log x",
      (path: string) => linkSync(join(path, "../target"), path),
      "--log x: this file has a second name",
    ],
    [
      "emulator --log lists/vip.yaml",
      () => {},
      "--log lists/vip.yaml: this file is in the directory of lists",
    ],
    ["plan --out lists/vip.yaml", () => {}, "--out lists/vip.yaml: this file is in the directory of lists"],
    ["apply --yes --journal lists/identities.lock.csv", () => {}, "this file is in the directory of lists"],
    ["reviews --out lists", () => {}, "--out lists/review.json: this file is in the directory of lists"],
    ["reviews --out x", link, "--out x: this is a link"],
  ])("is refused before anything is written: %s", async (command, make, message) => {
    const shop = await workshopWith({ ...LISTS, target: "old" });
    inShop(shop, make, "x");
    const before = shop.names();
    const { code, stderr } = await shop.run(command);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(shop.names()).toEqual(before);
    expect([shop.read("target"), shop.read("lists/vip.yaml")]).toEqual(["old", LISTS["lists/vip.yaml"]]);
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });
});

describe("what is written beside the lists", () => {
  it("is written through no link, and no pipe makes a run wait", async () => {
    const shop = await workshopWith({
      ...LISTS,
      "lists/bot.yaml": "maxGrowthPercent: 10\n",
      "lists/target": "old",
    });
    inShop(shop, makePipe, "lists/.first-imports.json");
    expect((await shop.run("plan")).code).toBe(0);
    inShop(shop, link, FILE);
    writeFileSync(join(shop.cwd, "lists/target"), "phone,identity,source,resolved_at\n");
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(1);
    expect(stderr).toContain("which keeps the results of look-ups: this is a link");
    expect(stderr).toContain("warning: lists/.first-imports.json: this is not a regular file");
    expect(shop.read("lists/target")).toBe("phone,identity,source,resolved_at\n");
    expect(shop.writes()).toEqual([]);
  });

  it("is no list of an import's where a link has its name", async () => {
    const shop = await workshopWith({ "lists/other.yaml": "name: other\n" }, { lists: { vip: [] } });
    symlinkSync("../outside.yaml", join(shop.cwd, "lists/vip.yml"));
    symlinkSync("nowhere", join(shop.cwd, "lists/vip.yaml.old"));
    expect((await shop.run("import")).code).toBe(3);
    expect(shop.names()).toEqual(["lists"]);
  });
});

describe("a disk without room", () => {
  /** A limit on the size of files, in blocks of 512 bytes, stands for it. */
  function withRoom(blocks: number, args: string, { cwd, env }: Workshop) {
    return new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const command = `ulimit -f ${blocks}; exec "$0" "$1" ${args}`;
      const child = spawn("sh", ["-c", command, process.execPath, MAIN], {
        cwd,
        env: { PATH: process.env.PATH, ...env },
      });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.stdout.resume();
      child.on("close", (code) => resolve({ code, stderr }));
    });
  }

  it("leaves the old plan, and nothing of the new one", async () => {
    const members = Array.from({ length: 400 }, (_, index) => String(whatsapp(mobile(index))));
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", members), "plan.json": "old" });
    const { code, stderr } = await withRoom(8, "plan --out plan.json", shop);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "--out plan.json: the file cannot be written (EFBIG). The file would be larger than this system allows",
    );
    expect([shop.read("plan.json"), shop.names()]).toEqual(["old", ["lists", "plan.json"]]);
  });

  it("ends the looking up, and leaves an identities file that can be read", async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => mobile(index));
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", numbers),
      "lists/bot.yaml": "commandsPerSecond: 1000\n",
    });
    const { code, stderr } = await withRoom(8, "apply --yes", shop);
    expect(code).toBe(7);
    expect(stderr).toContain(`warning: ${FILE}: the file cannot be written (EFBIG)`);
    const { records, diagnostics } = parseIdentities({ file: FILE, text: shop.read(FILE) });
    expect(diagnostics).toEqual([]);
    expect(records.size).toBeGreaterThan(10);
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(shop.blip.emulator.state.lists.members("vip")).toHaveLength(numbers.length);
  });
});

describe("whose answers are in the file", () => {
  const answered = (shop: Workshop) =>
    shop.blip.emulator.log.entries.filter(({ uri }) => uri?.includes("/accounts/")).length;

  it("is said in it; those of another contract or bot are not used and not overwritten, and a warning says so", async () => {
    const shop = await workshopWith(LISTS);
    expect((await shop.run("apply --yes")).code).toBe(0);
    const kept = shop.read(FILE);
    expect(kept.split("\n")[0]).toBe("# contract: acme@127.0.0.1, bot: acmebot");
    await shop.deleteList("vip");
    shop.blip.emulator.log.clear();

    const other = { BLIP_CONTRACT: "other" };
    const plan = JSON.parse((await shop.run("plan --format json", other)).stdout);
    expect(plan.summary).toMatchObject({ lookup: 1 });
    expect(plan.warnings).toMatchObject([{ code: "identities-of-another", source: `${FILE}:1` }]);
    const { code, stderr } = await shop.run("apply --yes", other);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "these look-ups belong to the bot acmebot of acme@127.0.0.1, but this run is for acmebot of other@127.0.0.1: they are not used",
    );
    expect([answered(shop), shop.read(FILE)]).toEqual([1, kept]);

    await shop.deleteList("vip");
    shop.blip.emulator.log.clear();
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(answered(shop)).toBe(0);
  });

  it("stays a real bot's whatever emulator or demo is run beside it", async () => {
    const real = `# contract: acme, bot: acmebot\nphone,identity,source,resolved_at\n${mobile(2)},${whatsapp(mobile(2))},lookup,2026-11-03T12:00:00.000Z\n`;
    const shop = await workshopWith({
      ...LISTS,
      "lists/bot.yaml": "contract: acme\nbot: acmebot\n",
      [FILE]: real,
    });
    for (const contract of ["", "acme"]) {
      expect((await shop.run("apply --yes", { BLIP_CONTRACT: contract })).code).toBe(0);
      expect(shop.read(FILE)).toBe(real);
      await shop.deleteList("vip");
    }
    expect((await blipLists(["demo", "lists"], { cwd: shop.cwd })).code).toBe(0);
    expect(shop.read(FILE)).toBe(real);
  });

  it("is not said in one of before it was: it is taken, gets the line, and nothing in it is asked for again", async () => {
    const old = `phone,identity,source,resolved_at\n${mobile(1)},${whatsapp(mobile(1))},lookup,2026-11-03T12:00:00.000Z\n`;
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", [mobile(1), mobile(2)]), [FILE]: old });
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(answered(shop)).toBe(1);
    expect(readFileSync(join(shop.cwd, FILE), "utf8")).toMatch(
      /^# contract: acme@127\.0\.0\.1, bot: acmebot\nphone,.*\n\+.*\n\+.*\n$/,
    );
  });

  it("is an error where it says two things", async () => {
    const two = "# contract: acme, bot: acmebot\n# contract: acme, bot: otherbot\n";
    const cwd = directoryWith({ ...LISTS, [FILE]: two });
    const { code, stderr } = await blipLists(["validate"], { cwd });
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining(`${FILE}:2:1: error: this file is of the bot acmebot of acme`),
    ]);
  });
});
