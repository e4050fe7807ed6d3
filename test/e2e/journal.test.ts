/** `--journal`: what a run was about to do and what became of it, readable after a kill at any point. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor, start } from "../support/cli.ts";

interface Line {
  readonly event?: "intent" | "outcome";
  readonly id?: string;
  readonly action?: string;
  readonly attempt?: number;
  readonly outcome?: string;
  readonly notice?: string;
}

function linesOf(file: string): Line[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function members(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => `  - ${5531990000000 + index}@wa.gw.msging.net`);
  return `name: many\nmembers:\n${lines.join("\n")}\n`;
}

describe("a journal", () => {
  it("says that it holds numbers, then each command before and after it was sent", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({ "lists/vip.yaml": "name: vip\nmembers:\n  - +55 31 99999-8888\n" });
    const { code, stderr } = await blipLists(["apply", "--yes", "--journal", "journal.jsonl"], {
      cwd,
      env: environmentFor(blip),
    });
    expect(code).toBe(0);
    expect(stderr).toBe("Journal: journal.jsonl (contains full phone numbers)\n");
    const file = join(cwd, "journal.jsonl");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [notice, ...lines] = linesOf(file);
    expect(notice?.notice).toMatch(/contains full phone numbers/);
    const short = lines.map(({ event, action, attempt, outcome }) => [
      event,
      action ?? outcome,
      attempt ?? null,
    ]);
    expect(short).toEqual([
      ["intent", "create-list", 1],
      ["outcome", "success", null],
      ["intent", "look-up", 1],
      ["outcome", "success", null],
      ["intent", "add-recipient", 1],
      ["outcome", "success", null],
    ]);
    expect(lines[0]?.id).toBe(lines[1]?.id);
  });

  it("that cannot be written is refused before anything is sent", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({ "lists/vip.yaml": "name: vip\n" });
    const { code, stderr } = await blipLists(["apply", "--yes", "--journal", "nowhere/journal.jsonl"], {
      cwd,
      env: environmentFor(blip),
    });
    expect(code).toBe(3);
    expect(stderr).toContain("--journal nowhere/journal.jsonl: the file cannot be written (ENOENT)");
    expect(blip.emulator.log.entries).toEqual([]);
  });
});

describe("a run that is killed", () => {
  it.each([1, 2, 30, 90])(
    "after write %i is finished by the next one, and nothing is written twice but what was in flight",
    async (lastWrite) => {
      const count = 100;
      const writes = () => blip.emulator.log.entries.filter(({ method }) => method === "set");
      let running: ReturnType<typeof start> | null = null;
      const blip = await emulatorWith({
        switches: { latencyMs: 20 },
        sink: ({ method }) => {
          if (method === "set" && writes().length === lastWrite) running?.kill("SIGKILL");
        },
      });
      const cwd = directoryWith({
        "lists/many.yaml": members(count),
        "lists/bot.yaml": "commandsPerSecond: 200\n",
      });
      const env = environmentFor(blip);
      running = start(["apply", "--yes", "--journal", "journal.jsonl"], { cwd, env });
      expect((await running.finished).code).toBeNull();
      const journal = linesOf(join(cwd, "journal.jsonl"));
      const intents = journal.filter(({ event }) => event === "intent");
      const answered = journal.filter(({ event }) => event === "outcome").length;
      const inFlight = intents.length - answered;
      expect(writes().length).toBeLessThanOrEqual(intents.length);

      const { code, stdout } = await blipLists(["apply", "--yes"], { cwd, env });
      expect(code).toBe(0);
      expect(stdout).toMatch(/Converged:|Nothing to change/);
      expect(blip.emulator.state.lists.members("many")).toHaveLength(count);
      expect(writes().length).toBeLessThanOrEqual(count + 1 + inFlight);
    },
  );
});
