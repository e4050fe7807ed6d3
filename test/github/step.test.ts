import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { annotation, setOutputs, writeSummary } from "../../src/github/step.ts";
import { directoryWith } from "../support/cli.ts";

const MEBIBYTE = 1024 * 1024;

beforeEach(() => {
  vi.stubEnv("GITHUB_STEP_SUMMARY", undefined);
  vi.stubEnv("GITHUB_OUTPUT", undefined);
});

describe("an annotation", () => {
  test("names file, line and column, and hides numbers", () => {
    const place = { file: "lists/vip.yaml", line: 7, column: 5 };
    const message = "+55 31 99999-8888 is declared twice: remove one";
    const numbered = { ...place, file: "lists/5531999998888.yaml" };
    expect(annotation({ severity: "error", code: "c", message, place: numbered })).not.toContain("99998888");
    expect(annotation({ severity: "error", code: "duplicate-member", message, place })).toBe(
      "::error file=lists/vip.yaml,line=7,col=5,title=duplicate-member::+55 31 9****-8888 is declared twice: remove one",
    );
  });

  test("without a place belongs to the run", () => {
    expect(annotation({ severity: "warning", code: "unused", message: "m" })).toBe(
      "::warning title=unused::m",
    );
  });

  test("cannot be ended or begun by what it quotes", () => {
    const place = { file: "a,b:c%\n::error::.yaml", line: 1, column: 1 };
    const message = "100%\r\n::set-output name=x::y, z: ::";
    expect(annotation({ severity: "error", code: "c", message, place })).toBe(
      "::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.yaml,line=1,col=1,title=c::100%25  ::set-output name=x::y, z: ::",
    );
  });
});

describe("the summary of a step", () => {
  test("gets what is written, after what is there", async () => {
    const directory = directoryWith({ summary: "before\n" });
    const file = join(directory, "summary");
    expect(await writeSummary("### Plan", { GITHUB_STEP_SUMMARY: file })).toBeNull();
    expect(readFileSync(file, "utf8")).toBe("before\n### Plan\n");
  });

  test("stays under what GitHub takes, with what is there, and keeps the totals", async () => {
    const there = "x".repeat(MEBIBYTE - 50_000);
    const file = join(directoryWith({ summary: there }), "summary");
    expect(
      await writeSummary(`### Totals\n${"| ü |\n".repeat(MEBIBYTE)}`, { GITHUB_STEP_SUMMARY: file }),
    ).toBeNull();
    const text = readFileSync(file);
    expect(text.length).toBeLessThanOrEqual(MEBIBYTE);
    expect(text.length).toBeGreaterThan(MEBIBYTE - 100);
    expect(text.toString().slice(there.length)).toMatch(/^### Totals\n/);
  });

  test("of its own is 900,000 bytes at most", async () => {
    const file = join(directoryWith({ summary: "" }), "summary");
    await writeSummary("| row |\n".repeat(MEBIBYTE), { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file).length).toBeLessThanOrEqual(900_000);
  });

  test("that is full or not there is told of, and nothing is thrown", async () => {
    const file = join(directoryWith({ summary: "x".repeat(MEBIBYTE) }), "summary");
    expect(await writeSummary("plan", { GITHUB_STEP_SUMMARY: file })).toMatchObject({
      code: "step-summary-full",
    });
    expect(await writeSummary("plan", { GITHUB_STEP_SUMMARY: `${file}/none` })).toMatchObject({
      code: "step-file-unwritable",
      fields: { variable: { text: "GITHUB_STEP_SUMMARY" } },
    });
    expect(readFileSync(file).length).toBe(MEBIBYTE);
  });
});

describe("outputs of a step", () => {
  test("are set, also with several lines", async () => {
    const file = join(directoryWith({ output: "" }), "output");
    expect(
      await setOutputs({ changes: "true", digest: "a\nchanges=false" }, { GITHUB_OUTPUT: file }),
    ).toBeNull();
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(
      /^changes<<(ghadelimiter_[\w-]+)\ntrue\n\1\ndigest<<(ghadelimiter_[\w-]+)\na\nchanges=false\n\2\n$/,
    );
    expect(process.env.GITHUB_OUTPUT).toBeUndefined();
  });

  test("that cannot be set are told of", async () => {
    expect(await setOutputs({ changes: "true" }, { GITHUB_OUTPUT: "/nowhere/output" })).toMatchObject({
      code: "step-file-unwritable",
      fields: { variable: { text: "GITHUB_OUTPUT" } },
    });
  });
});

test("where there are no files, nothing is written anywhere", async () => {
  const written = vi.spyOn(process.stdout, "write");
  expect(await writeSummary("plan", {})).toBeNull();
  expect(await setOutputs({ changes: "true" }, {})).toBeNull();
  expect(written).not.toHaveBeenCalled();
  written.mockRestore();
});
