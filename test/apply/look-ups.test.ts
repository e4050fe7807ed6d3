/** Which look-ups are made, what of their answers is kept, and when asking ends. */

import { describe, expect, it } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import type { LookUpRecorder } from "../../src/apply/look-ups.ts";
import type { ApplyReport } from "../../src/apply/types.ts";
import type { Sent } from "../../src/apply/writer.ts";
import { fact } from "../../src/domain/fact.ts";
import type { Identity } from "../../src/domain/identity.ts";
import type { E164 } from "../../src/domain/phone.ts";
import { applyOnce } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import { refusedBy, spoken } from "../support/said.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

type Answer = Sent<Identity | null>;

const UNKNOWN: Answer = { status: "ok", value: null };
const LOST: Answer = {
  status: "failed",
  why: fact("blip-status", { command: null, status: 503 }),
  passing: true,
};

function refused(code: number): Answer {
  return { status: "failed", why: refusedBy("no", "lime://…", code), passing: false };
}

function numbers(count: number): E164[] {
  return Array.from({ length: count }, (_, index) => mobile(index));
}

interface Looked {
  readonly report: ApplyReport;
  /** In the order in which they were asked for. */
  readonly asked: readonly E164[];
  readonly blocked: readonly E164[];
  readonly found: readonly E164[];
}

/** One apply of a list that exists. @param answer what the look-up at this place, counted from 0, comes to; null: the identity */
async function lookingUp(
  members: readonly (E164 | Identity)[],
  answer: (place: number) => Answer | null,
): Promise<Looked> {
  const harness = virtualHarness({ seed: { lists: { vip: [] } } });
  const asked: E164[] = [];
  const blocked: E164[] = [];
  const found: E164[] = [];
  const lookUp = async (phone: E164): Promise<Answer> => {
    const place = asked.push(phone) - 1;
    await harness.clock.sleep(50);
    return answer(place) ?? { status: "ok", value: whatsapp(phone) };
  };
  const recorder: LookUpRecorder = {
    found: (phone) => found.push(phone),
    refused: (phone) => blocked.push(phone),
  };
  const writer = { ...harness.writer, lookUp };
  const report = await applyOnce(harness, desired(desiredList("vip", members)), { writer, recorder });
  return { report, asked, blocked, found };
}

function statuses({ report }: Looked): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { outcome } of report.outcomes) found[outcome.status] = (found[outcome.status] ?? 0) + 1;
  return found;
}

describe("a number that WhatsApp does not know", () => {
  it("is kept at once, and the run goes on, even if the first hundred are such", async () => {
    const looked = await lookingUp(numbers(130), (place) => (place < 100 ? UNKNOWN : null));
    expect([...looked.asked].sort()).toEqual(numbers(130));
    expect([...looked.blocked].sort()).toEqual(looked.asked.slice(0, 100).sort());
    expect(looked.found).toHaveLength(30);
    expect(statuses(looked)).toEqual({ failed: 100, done: 30 });
    expect(applyExitCode(looked.report)).toBe(7);
  });

  it("is kept when all are such", async () => {
    const looked = await lookingUp(numbers(20), () => UNKNOWN);
    expect(looked.blocked).toEqual(numbers(20));
    expect([statuses(looked), applyExitCode(looked.report)]).toEqual([{ failed: 20 }, 7]);
  });

  it("is kept before anything else of the run can fail", async () => {
    const looked = await lookingUp(numbers(2), (place) => (place === 0 ? UNKNOWN : LOST));
    expect(looked.blocked).toEqual(numbers(1));
  });
});

describe("a refusal that is about the bot or its channel", () => {
  it.each([35, 42, 62, 1, 25, 64, 101, 0])(
    "is never kept, and three alike in a row end looking up: reason %i",
    async (code) => {
      const looked = await lookingUp(numbers(40), () => refused(code));
      expect(looked.asked).toHaveLength(3);
      expect([looked.blocked, looked.found]).toEqual([[], []]);
      expect(statuses(looked)).toEqual({ failed: 3, "not-attempted": 37 });
      expect(applyExitCode(looked.report)).toBe(7);
    },
  );

  it("of just three numbers leaves them for the next run: exit 7", async () => {
    const looked = await lookingUp(numbers(3), () => refused(35));
    expect([looked.blocked, statuses(looked), applyExitCode(looked.report)]).toEqual([[], { failed: 3 }, 7]);
  });

  it("ends nothing when it is one among many", async () => {
    const looked = await lookingUp(numbers(40), (place) => (place === 5 ? refused(42) : null));
    expect(statuses(looked)).toEqual({ failed: 1, done: 39 });
    expect(looked.blocked).toEqual([]);
  });

  it("begins to be counted anew with every answer about a number", async () => {
    const answers = [refused(35), refused(35), UNKNOWN, refused(35), refused(35), null];
    const looked = await lookingUp(numbers(6), (place) => answers[place] ?? null);
    expect(looked.asked).toHaveLength(6);
    expect(looked.blocked).toHaveLength(1);
  });

  it("ends looking up as well when ten in a row are not alike", async () => {
    const looked = await lookingUp(numbers(40), (place) => refused(place % 2 === 0 ? 35 : 42));
    expect(looked.asked).toHaveLength(10);
    expect(looked.blocked).toEqual([]);
  });

  it("ends looking up alone: who is known is added all the same", async () => {
    const known = Array.from({ length: 5 }, (_, index) => whatsapp(mobile(1_000 + index)));
    const looked = await lookingUp([...numbers(10), ...known], () => refused(62));
    expect(statuses(looked)).toEqual({ failed: 3, "not-attempted": 7, done: 5 });
  });

  it("says why it ended, and that the next run tries again", async () => {
    const { report } = await lookingUp(numbers(4), () => refused(35));
    const last = report.outcomes.at(-1)?.outcome;
    expect(last?.status).toBe("not-attempted");
    expect(last !== undefined && "why" in last && spoken(last.why).message).toBe(
      "looking up stopped after 3 refusals in a row: Blip refused the command (reason 35: no). The cause is the bot or its channel, not the numbers: check that WhatsApp is published for this bot. The next run looks these numbers up again",
    );
  });
});

describe("a look-up without an answer", () => {
  it("is not kept, and does not count as a refusal", async () => {
    const looked = await lookingUp(numbers(12), (place) => (place < 10 ? LOST : null));
    expect([looked.asked.length, looked.blocked]).toEqual([12, []]);
    expect(statuses(looked)).toEqual({ failed: 10, done: 2 });
  });
});
