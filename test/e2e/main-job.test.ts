/** The main job, as a person runs it: the built tool as a process, real HTTP to an emulator. */

import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";

const LISTS = {
  "lists/black-friday.yaml": [
    "name: black-friday",
    "members:",
    "  - +55 31 99999-8888",
    "  - 5531999997777@wa.gw.msging.net",
    "---",
    "name: vip",
    "members:",
    "  - +55 31 99999-8888",
    "  - +55 31 99999-6666",
    "",
  ].join("\n"),
};

describe("plan", () => {
  it("sends get commands on lists and contacts and on nothing else", async () => {
    const blip = await emulatorWith({ lists: { vip: ["553199996666@wa.gw.msging.net"] } });
    const cwd = directoryWith(LISTS);
    const { code } = await blipLists(["plan"], { cwd, env: environmentFor(blip) });
    expect(code).toBe(0);
    expect(blip.emulator.log.entries.length).toBeGreaterThan(0);
    for (const { method, to, uri } of blip.emulator.log.entries) {
      expect(method).toBe("get");
      expect(`${to} ${uri}`).toMatch(
        /^postmaster@(broadcast\.msging\.net \/lists(\/vip%40broadcast\.msging\.net\/recipients)?|crm\.msging\.net \/contacts)\?/,
      );
    }
  });

  it("reads no contacts when every number is accounted for", async () => {
    const blip = await emulatorWith({
      lists: {
        "black-friday": ["553199998888@wa.gw.msging.net", "5531999997777@wa.gw.msging.net"],
        vip: ["553199996666@wa.gw.msging.net", "553199998888@wa.gw.msging.net"],
      },
    });
    const cwd = directoryWith(LISTS);
    const { stdout } = await blipLists(["plan"], { cwd, env: environmentFor(blip) });
    expect(stdout).toContain("Nothing to change.");
    expect(blip.emulator.log.entries.filter(({ uri }) => uri?.startsWith("/contacts"))).toEqual([]);
  });

  it("says what it would do as one JSON document", async () => {
    const blip = await emulatorWith({ lists: { vip: ["553199996666@wa.gw.msging.net", "stranger@0mn.io"] } });
    const cwd = directoryWith(LISTS);
    const { code, stdout, stderr } = await blipLists(["plan", "--format", "json"], {
      cwd,
      env: environmentFor(blip),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({
      formatVersion: 1,
      contract: "acme",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      desired: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      summary: {
        createList: 1,
        addRecipient: 3,
        lookup: 1,
        unchanged: 1,
        undeclared: 1,
        excluded: 0,
        blocked: 0,
        commands: 5,
        seconds: 0.1,
      },
      lists: [
        { name: "black-friday", exists: false, add: 2, unchanged: 0, undeclared: 0, excluded: 0 },
        { name: "vip", exists: true, add: 1, unchanged: 1, undeclared: 1, excluded: 0 },
      ],
      warnings: [],
    });
    expect(plan.actions).toEqual([
      { kind: "create-list", list: "black-friday", source: "lists/black-friday.yaml:1" },
      {
        kind: "add-recipient",
        list: "black-friday",
        member: "+5531999998888",
        identity: null,
        via: "lookup",
        source: "lists/black-friday.yaml:3",
      },
      {
        kind: "add-recipient",
        list: "black-friday",
        member: "5531999997777@wa.gw.msging.net",
        identity: "5531999997777@wa.gw.msging.net",
        via: "declared",
        source: "lists/black-friday.yaml:4",
      },
      {
        kind: "add-recipient",
        list: "vip",
        member: "+5531999998888",
        identity: null,
        via: "lookup",
        source: "lists/black-friday.yaml:8",
      },
    ]);
  });

  it("exits with 2 for changes and with 0 for none, where --detailed-exitcode asks for it", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith(LISTS);
    const env = environmentFor(blip);
    expect((await blipLists(["plan", "--detailed-exitcode"], { cwd, env })).code).toBe(2);
    expect((await blipLists(["apply", "--yes"], { cwd, env })).code).toBe(0);
    expect((await blipLists(["plan", "--detailed-exitcode"], { cwd, env })).code).toBe(0);
  });

  it("keeps to the lists that --list names", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith(LISTS);
    const env = environmentFor(blip);
    const only = await blipLists(["plan", "--list", "v*", "--format", "json"], { cwd, env });
    expect(JSON.parse(only.stdout).lists.map((list: { name: string }) => list.name)).toEqual(["vip"]);
    const none = await blipLists(["plan", "--list", "nope"], { cwd, env });
    expect(none.code).toBe(3);
    expect(none.stderr).toContain("--list nope matches no declared list. Declared are black-friday, vip");
  });
});

describe("apply", () => {
  it("sends exactly the planned commands, each once, and the second time none", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith(LISTS);
    const env = environmentFor(blip);
    const sent = () =>
      blip.emulator.log.entries
        .filter(({ method, uri }) => method !== "get" || uri?.includes("/accounts/"))
        .map(
          ({ method, uri, resource }) => `${method} ${uri}${resource ? ` ${JSON.stringify(resource)}` : ""}`,
        )
        .sort();

    expect((await blipLists(["apply", "--yes"], { cwd, env })).code).toBe(0);
    expect(sent()).toEqual([
      "get lime://wa.gw.msging.net/accounts/+5531999996666",
      "get lime://wa.gw.msging.net/accounts/+5531999998888",
      'set /lists {"identity":"black-friday@broadcast.msging.net"}',
      'set /lists {"identity":"vip@broadcast.msging.net"}',
      'set /lists/black-friday%40broadcast.msging.net/recipients "553199998888@wa.gw.msging.net"',
      'set /lists/black-friday%40broadcast.msging.net/recipients "5531999997777@wa.gw.msging.net"',
      'set /lists/vip%40broadcast.msging.net/recipients "553199996666@wa.gw.msging.net"',
      'set /lists/vip%40broadcast.msging.net/recipients "553199998888@wa.gw.msging.net"',
    ]);

    blip.emulator.log.clear();
    const second = await blipLists(["apply", "--yes"], { cwd, env });
    expect(second.code).toBe(0);
    expect(second.stdout).toContain("Nothing to change.");
    expect(sent()).toEqual([]);
  });

  it("reports each action and that it has seen the result", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith(LISTS);
    const { stdout } = await blipLists(["apply", "--yes", "--format", "json"], {
      cwd,
      env: environmentFor(blip),
    });
    const report = JSON.parse(stdout);
    expect(report.summary).toEqual({ done: 6, alreadyThere: 0, failed: 0, notAttempted: 0, unknown: 0 });
    expect(report.converged).toBe(true);
    expect(report.outcomes).toHaveLength(6);
    expect(report.outcomes[0]).toEqual({
      action: { kind: "create-list", list: "black-friday", source: "lists/black-friday.yaml:1" },
      status: "done",
    });
  });

  it("reports a member that Blip refuses with its place, adds the others, and exits with 7", async () => {
    const blip = await emulatorWith({ switches: { unknownNumber: "not-found" } });
    const cwd = directoryWith(LISTS);
    const { code, stdout } = await blipLists(["apply", "--yes"], { cwd, env: environmentFor(blip) });
    expect(code).toBe(7);
    expect(stdout).toContain(
      "Failed (3): WhatsApp does not know this number (reason 67). Correct it or remove it",
    );
    expect(stdout).toMatch(/add \+55 31 99999-6666 to vip +lists\/black-friday\.yaml:9/);
    expect(stdout).toContain("WhatsApp does not know this number (reason 67)");
    expect(stdout).toContain("Applied: 3 of 6 actions done, 3 failed.");
    expect(stdout).toContain(
      "Not converged: Blip was read again, and 3 actions have not taken effect. The reasons are above.",
    );
  });

  it("does not attempt the members of a list that could not be created", async () => {
    const blip = await emulatorWith();
    blip.emulator.state.takenLists.add("vip");
    const cwd = directoryWith(LISTS);
    const { code, stdout } = await blipLists(["apply", "--yes", "--format", "json"], {
      cwd,
      env: environmentFor(blip),
    });
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { done: 3, alreadyThere: 0, failed: 1, notAttempted: 2, unknown: 0 },
      converged: false,
    });
  });

  it("needs --yes where there is no terminal", async () => {
    const blip = await emulatorWith();
    const { code, stderr } = await blipLists(["apply"], {
      cwd: directoryWith(LISTS),
      env: environmentFor(blip),
    });
    expect(code).toBe(3);
    expect(stderr).toContain("Use --yes");
    expect(blip.emulator.log.entries).toEqual([]);
  });
});

describe("one number in four spellings", () => {
  it("is one and the same plan", async () => {
    const blip = await emulatorWith({ lists: { vip: ["553199996666@wa.gw.msging.net"] } });
    const numbers = ["31999998888", "31999997777", "31999996666", "31999995555"];
    const spellings: Record<string, (digits: string) => string> = {
      quoted: (digits) => `"+55${digits}"`,
      unquoted: (digits) => `+55 ${digits.slice(0, 2)} ${digits.slice(2, 7)}-${digits.slice(7)}`,
      integer: (digits) => `55${digits}`,
      national: (digits) => `(${digits.slice(0, 2)}) ${digits.slice(2, 7)}-${digits.slice(7)}`,
    };
    const plans = await Promise.all(
      Object.values(spellings).map(async (spell) => {
        const members = numbers.map((digits) => `  - ${spell(digits)}`).join("\n");
        const cwd = directoryWith({ "lists/vip.yaml": `name: vip\nmembers:\n${members}\n` });
        return (await blipLists(["plan", "--format", "json"], { cwd, env: environmentFor(blip) })).stdout;
      }),
    );
    expect(JSON.parse(plans[0] ?? "").summary.addRecipient).toBe(3);
    expect(new Set(plans).size).toBe(1);
  });
});

describe("demo", () => {
  it("plans, applies, and plans again with nothing left to change", async () => {
    const { code, stdout } = await blipLists(["demo"], { cwd: directoryWith({}) });
    expect(code).toBe(0);
    expect(stdout).toContain("1 list to create, 9 members to add");
    expect(stdout).toContain("Converged:");
    expect(stdout).toContain("Nothing to change. 3 lists");
  });
});
