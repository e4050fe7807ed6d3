import { describe, expect, test } from "vitest";
import { BODY_MAX, commentBody, stateOf } from "../../src/github/body.ts";
import { bearsMarker, markerOf } from "../../src/github/marker.ts";
import { plainMarkdown } from "../../src/report/markdown.ts";
import { APPLIED, reviewOf } from "../support/github-files.ts";

const RUN = "https://github.com/acme/lists/actions/runs/4711";
const review = reviewOf();

/** How many folds are open at the end, and whether one was closed that was not open. */
function folds(markdown: string): { open: number; broken: boolean } {
  let [open, broken] = [0, false];
  for (const [tag] of markdown.matchAll(/<\/?details\b/g)) {
    open += tag.startsWith("</") ? -1 : 1;
    broken ||= open < 0;
  }
  return { open, broken };
}
const BALANCED = { open: 0, broken: false };

describe("a comment", () => {
  test("shows the plan as it is", () => {
    const body = commentBody({ state: "planned", review, result: null, run: RUN });
    expect(body).toBe(`${markerOf("review", "lists")}\n${review.report}\n`);
  });

  test("of a pull request ends with the commit that was planned, and the run", () => {
    const origin = { pullRequest: 12, commit: `abc1234${"0".repeat(33)}`, base: "main" };
    const planned = { state: "planned", review: { ...review, origin }, result: null } as const;
    const body = commentBody({ ...planned, run: RUN });
    expect(body).toContain(review.report);
    expect(body.endsWith(`\n\n<sub>Planned at abc1234 · [View run](${RUN})</sub>\n`)).toBe(true);
    expect(commentBody({ ...planned, run: null })).toContain("\n\n<sub>Planned at abc1234</sub>\n");
    for (const state of ["applying", "applied", "failed"] as const)
      expect(commentBody({ ...planned, state, run: RUN })).not.toContain("Planned at");
  });

  test("of a long plan names the commit all the same, outside of every fold", () => {
    const origin = { pullRequest: 12, commit: "a".repeat(40), base: "main" };
    const long = { ...review, origin, report: `<details>\n${"| a row |\n".repeat(10_000)}` };
    const body = commentBody({ state: "planned", review: long, result: null, run: RUN });
    expect(body.length).toBeLessThan(BODY_MAX);
    expect(body.slice(body.lastIndexOf("</details>"))).toMatch(/cut here[\s\S]*<sub>Planned at a{7} /);
    expect(folds(body)).toEqual(BALANCED);
  });

  test("says that it is being applied, and keeps what was reviewed in a fold", () => {
    const body = commentBody({ state: "applying", review, result: null, run: RUN });
    expect(body).toBe(
      [
        "<!-- blip-lists review: lists -->",
        `### lists: applying what was merged · [View run](${RUN})`,
        "",
        "<details><summary>What was reviewed</summary>",
        "",
        review.report,
        "",
        "</details>",
        "",
      ].join("\n"),
    );
  });

  test("says what came of it, in plain text, before the result and what was reviewed", () => {
    const result = { ...APPLIED, exit: 7, headline: "1 of 2 <b>failed</b> @ana #1" };
    const body = commentBody({ state: "failed", review, result, run: null });
    expect(body.split("\n")[1]).toBe(`### lists: failed: ${plainMarkdown(result.headline)}`);
    expect(body).not.toMatch(/<b>|@ana|#1/);
    expect(body.indexOf(result.report)).toBeLessThan(body.indexOf(review.report));
    expect(folds(body)).toEqual(BALANCED);
  });

  test.each(["planned", "applying", "applied", "failed"] as const)(
    "that is %s fits, whatever the files hold, and shows the totals",
    (state) => {
      const row = `| \`${"x".repeat(90)}\` | <details> |\n`;
      const hostile = {
        ...review,
        directory: "ü".repeat(1_000),
        report: `${review.report}\n</details>\n${row.repeat(5_000)}`,
      };
      const result = { ...APPLIED, headline: "*".repeat(100_000), report: row.repeat(5_000) };
      const body = commentBody({
        state,
        review: hostile,
        result: state === "planned" ? null : result,
        run: RUN,
      });
      expect(body.length).toBeLessThan(BODY_MAX + 1);
      expect(body.length).toBeGreaterThan(30_000);
      expect(bearsMarker(body, markerOf("review", hostile.directory))).toBe(true);
      expect(body).toContain("cut here");
      expect(folds(body)).toEqual(BALANCED);
      if (state === "planned") expect(body).toContain("1 list to create, 2 members to add");
    },
  );
});

test("the state is told by the result, and failed is never called applied", () => {
  const failed = { ...APPLIED, exit: 7 };
  expect(stateOf(null, null)).toBe("planned");
  expect(stateOf("applied", null)).toBe("applied");
  expect(stateOf(null, APPLIED)).toBe("applied");
  expect(stateOf(null, failed)).toBe("failed");
  expect(stateOf("applied", failed)).toBe("failed");
  expect(stateOf("failed", APPLIED)).toBe("failed");
});
