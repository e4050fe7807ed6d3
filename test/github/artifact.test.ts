import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { textInZip } from "../../src/github/artifact.ts";
import { zipOf } from "../support/github-state.ts";

const CENTRAL = 0x02014b50;
const MEBIBYTE = 1024 * 1024;

/** What the zip says of the first file's size, made a lie. */
function claiming(zip: Uint8Array, bytes: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  let at = 0;
  while (view.getUint32(at, true) !== CENTRAL) at += 1;
  view.setUint32(at + 24, bytes, true);
  return zip;
}

describe("a file in a zip", () => {
  test("is read, packed or not", async () => {
    const text = "reviewed: ü€😀\n".repeat(10_000);
    expect(await textInZip(zipOf({ "review.json": text }), "review.json")).toEqual({ text });
    const stored = zipSync({ "review.json": [new TextEncoder().encode(text), { level: 0 }] });
    expect(await textInZip(stored, "review.json")).toEqual({ text });
    expect(await textInZip(zipOf({ "review.json": "" }), "review.json")).toEqual({ text: "" });
  });

  test("is not read beyond a bound, which is exact", async () => {
    const zip = zipOf({ "review.json": "x".repeat(1_000) });
    expect(await textInZip(zip, "review.json", 1_000)).toEqual({ text: "x".repeat(1_000) });
    expect(await textInZip(zip, "review.json", 999)).toEqual({
      problem: { code: "artifact-too-large", fields: {} },
    });
  });

  test("is not inflated beyond it either, whatever the zip says of its size", async () => {
    const bomb = claiming(zipSync({ "review.json": [new Uint8Array(64 * MEBIBYTE), { level: 9 }] }), 1_000);
    expect(bomb.length).toBeLessThan(MEBIBYTE);
    expect(await textInZip(bomb, "review.json", MEBIBYTE)).toEqual({
      problem: { code: "artifact-too-large", fields: {} },
    });
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["no zip", new TextEncoder().encode("<html>".repeat(100))],
    ["a zip that was cut", zipOf({ "review.json": "x".repeat(1_000) }).slice(0, 60)],
    ["a zip whose file goes beyond it", claiming(zipOf({ "review.json": "x" }), 10).slice(3)],
  ])("is not found in %s", async (_, zip) => {
    expect(await textInZip(zip, "review.json")).toMatchObject({
      problem: { code: expect.stringMatching(/^artifact-(?:damaged|without-file)$/) },
    });
  });

  test("has to be the first, under its very name", async () => {
    for (const name of ["other.json", "../review.json", "a/review.json", "REVIEW.JSON"])
      expect(await textInZip(zipOf({ [name]: "{}", "review.json": "{}" }), "review.json")).toEqual({
        problem: { code: "artifact-without-file", fields: { file: { as: "literal", text: "review.json" } } },
      });
  });
});
