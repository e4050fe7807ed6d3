/** Numbers that people reported of their exports: added as they were meant, or refused with file and line. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";

const listWith = (...members: readonly string[]) =>
  ["name: vip", "members:", ...members.map((member) => `  - ${member}`), ""].join("\n");
const LIST_OF_FILE = "name: vip\nmembersFrom:\n  - file: x.csv\n";

interface AtBlip {
  readonly lists?: Readonly<Record<string, string[]>>;
  readonly contacts?: readonly string[];
}

/** What a plan adds, or what is said where there is none. */
async function planOf(files: Readonly<Record<string, string>>, { lists = {}, contacts = [] }: AtBlip = {}) {
  const blip = await emulatorWith({ lists });
  for (const identity of contacts) blip.emulator.state.addContact({ identity });
  const cwd = directoryWith(files);
  const { code, stdout } = await blipLists(["plan", "--format", "json"], { cwd, env: environmentFor(blip) });
  const document = JSON.parse(stdout);
  if (code !== 0) return { code, said: document.error.diagnostics };
  const added = document.actions.flatMap(
    (action: { kind: string; member?: string; identity?: string | null }) =>
      action.kind === "add-recipient" ? [[action.member, action.identity]] : [],
  );
  return { code, added: added.sort() };
}

const wholePlan = (...added: readonly string[]) => ({
  code: 0,
  added: added.map((number) => [number, null]),
});

describe("a number in an export", () => {
  it("is not the landline that its last eight digits are", async () => {
    const files = { "lists/a.yaml": listWith("+5511943334444") };
    const landline = "551143334444@wa.gw.msging.net";
    expect(await planOf(files, { lists: { vip: [landline] } })).toEqual(wholePlan("+5511943334444"));
    expect(await planOf(files, { contacts: [landline] })).toEqual(wholePlan("+5511943334444"));
  });

  it("does not gain the digit of an amount", async () => {
    expect(await planOf({ "lists/a.yaml": listWith("3199998888.0") })).toEqual(wholePlan("+5531999998888"));
    const table = "nome,telefone\nMaria,3199998888.0\nAna,1198887777.0\n";
    expect(await planOf({ "lists/a.yaml": LIST_OF_FILE, "lists/x.csv": table })).toEqual(
      wholePlan("+5511998887777", "+5531999998888"),
    );
  });

  it("is read behind the apostrophe that a CRM writes", async () => {
    const table = "id,name,email,phone_number\n1,Maria,maria@example.com,'+5531999998888\n";
    expect(await planOf({ "lists/a.yaml": LIST_OF_FILE, "lists/x.csv": table })).toEqual(
      wholePlan("+5531999998888"),
    );
  });

  it("of an old plan is the number of today", async () => {
    expect(await planOf({ "lists/a.yaml": listWith('"+229 97 12 34 56"') })).toEqual(
      wholePlan("+2290197123456"),
    );
  });

  it.each([
    ["(31) 9999-8888/7", "phone-several"],
    ["+55 31 9999-8888 - 1", "phone-several"],
    ["(01) 98888-7777", "phone-area-code"],
    ["5.53199E+12", "phone-scientific"],
  ])("is refused with its line where no one number is meant: %s", async (text, code) => {
    expect(await planOf({ "lists/a.yaml": listWith(JSON.stringify(text)) })).toMatchObject({
      code: 3,
      said: [{ code, file: "lists/a.yaml", line: 3 }],
    });
  });

  it("is none where the export is one of e-mail addresses", async () => {
    const table = "E-mail\nmaria@example.com\nana@example.com\n";
    const { code, said } = await planOf({ "lists/a.yaml": LIST_OF_FILE, "lists/x.csv": table });
    expect(code).toBe(3);
    expect(said[0]).toMatchObject({ severity: "error", file: "lists/x.csv" });
  });
});

describe("the shortest number there is", () => {
  it("is in the identities file after an apply, and the next run reads it", async () => {
    const blip = await emulatorWith();
    const options = {
      cwd: directoryWith({ "lists/a.yaml": listWith('"+683 4002"') }),
      env: environmentFor(blip),
    };
    expect((await blipLists(["apply", "--yes"], options)).code).toBe(0);
    expect(readFileSync(join(options.cwd, "lists/identities.lock.csv"), "utf8")).toContain("+6834002,");
    expect((await blipLists(["validate"], options)).code).toBe(0);
    const again = await blipLists(["plan", "--format", "json"], options);
    expect(JSON.parse(again.stdout).actions).toEqual([]);
  });
});

describe("a live member of another domain than Blip's", () => {
  it("is imported as an identity, and planning right after is empty", async () => {
    const blip = await emulatorWith({
      lists: { vip: ["ana@example.com", "5531999998888@wa.gw.msging.net"] },
    });
    const options = { cwd: directoryWith({}), env: environmentFor(blip) };
    expect((await blipLists(["import"], options)).code).toBe(0);
    const file = readFileSync(join(options.cwd, "lists/vip.yaml"), "utf8");
    expect(file).toContain('  - identity: "ana@example.com"\n');
    const { stdout } = await blipLists(["plan", "--format", "json"], options);
    expect(JSON.parse(stdout).actions).toEqual([]);
  });
});
