/** Many faults of one cause are one message and a count. */

import { describe, expect, it } from "vitest";
import type { ApplyReport, Outcome } from "../../src/apply/types.ts";
import { fact } from "../../src/domain/fact.ts";
import { literal } from "../../src/domain/fact-fields.ts";
import { applyDiagnostics } from "../../src/report/apply-diagnostics.ts";
import { renderApplyMarkdown } from "../../src/report/apply-markdown.ts";
import { renderApplyText } from "../../src/report/apply-text.ts";
import { plainStyle } from "../../src/report/style.ts";
import { mobile } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { refusedBy, spoken } from "../support/said.ts";

const OPTIONS = { style: plainStyle, width: 100, masked: false };
const LISTS = Object.fromEntries(
  Array.from({ length: 6 }, (_, list) => [
    `list-${list}`,
    Array.from({ length: 5 }, (_, index) => mobile(list * 5 + index)),
  ]),
);
/** Six lists to create and thirty members to add. */
const ACTIONS = 36;

function report(outcomeOf: (index: number, list: string, member: string) => Outcome): ApplyReport {
  const plan = planOf(LISTS);
  const outcomes = plan.actions.map((action, index) => {
    const member = action.kind === "add-recipient" ? action.member : "";
    return { action, outcome: outcomeOf(index, action.list, member) };
  });
  return {
    plan,
    left: [],
    outcomes,
    verification: { status: "impossible", why: fact("nothing-written") },
    ended: "unreachable",
  };
}

function lost(list: string): Outcome {
  const command = {
    as: "command",
    method: "set",
    uri: `/lists/${list}@broadcast.msging.net/recipients`,
  } as const;
  const error = literal("ECONNRESET");
  const why = fact("blip-lost", { command, isRead: false, why: "connection", seconds: 0, error });
  return { status: "unknown", why };
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe("faults that are alike but for their list", () => {
  const ended = report((_, list) => lost(list));

  it("are one message with their number, on the terminal and in Markdown", () => {
    const text = renderApplyText(ended, OPTIONS);
    expect(text).toContain(
      `Sent, result unknown (${ACTIONS}): the connection broke (ECONNRESET). It may have taken effect\n`,
    );
    expect(times(text, "ECONNRESET")).toBe(1);
    expect(times(renderApplyMarkdown(ended, null, 20_000), "ECONNRESET")).toBe(1);
  });

  it("are one annotation with their number, at the first of those concerned", () => {
    const diagnostics = applyDiagnostics(ended);
    expect(diagnostics).toHaveLength(2);
    expect(diagnostics.map(spoken)[0]).toMatchObject({
      severity: "error",
      code: "unknown",
      message: `${ACTIONS} actions: the connection broke (ECONNRESET). It may have taken effect`,
      place: { file: "lists/list-0.yaml", line: 1, column: 1 },
    });
  });
});

describe("faults that are alike but for the number that Blip names", () => {
  const refused = report((_, __, member) => {
    if (member === "") return { status: "done" };
    const uri = `lime://wa.gw.msging.net/accounts/${member}`;
    return { status: "failed", why: refusedBy(`no channel for ${member}`, uri, 35) };
  });

  it("are one message", () => {
    const text = renderApplyText(refused, OPTIONS);
    expect(text).toContain("Failed (30): Blip refused the command (reason 35: no channel for …)\n");
    expect(times(text, "reason 35")).toBe(1);
  });
});

describe("many alike among others", () => {
  const mixed = report((index) =>
    index < 5
      ? { status: "failed", why: refusedBy(`something of its own, ${"abcde"[index]}`) }
      : { status: "failed", why: fact("blip-status", { command: null, status: 503 }) },
  );

  it("are one message all the same, and each of the others keeps its own", () => {
    const text = renderApplyText(mixed, OPTIONS);
    expect(text).toContain(`Failed (${ACTIONS - 5}): the server returned HTTP 503`);
    expect(times(text, "HTTP 503")).toBe(1);
    expect(text).toContain("Failed (5):\n");
    expect(times(text, "something of its own")).toBe(5);
  });

  it("are one annotation among those of the others", () => {
    const messages = applyDiagnostics(mixed).map((one) => spoken(one).message);
    expect(messages.filter((message) => message.includes("HTTP 503"))).toEqual([
      `${ACTIONS - 5} actions: the server returned HTTP 503 instead of an answer from Blip`,
    ]);
    expect(messages.filter((message) => message.includes("something of its own"))).toHaveLength(5);
  });
});
