import { describe, expect, test } from "vitest";
import { markerOf } from "../../src/github/marker.ts";

describe("the marker", () => {
  test.each(["a --> <b>", "--!>", "a\nb", "<!--", "ção/lists", "\ud800", "%2F", 'a"b'])(
    "cannot be ended by a directory called %j",
    (directory) => {
      const marker = markerOf("review", directory);
      expect(marker).toMatch(/^<!-- blip-lists review: [^<>\s]+ -->$/);
    },
  );

  test("is the same for every spelling of a directory, and another for each", () => {
    const spellings = ["lists/acme", "./lists/acme", "lists//acme/", "lists\\acme", "lists/x/../acme"];
    expect(new Set(spellings.map((one) => markerOf("review", one))).size).toBe(1);
    const others = ["lists", "lists/acme", "lists/Acme", "lists%2Facme", "/lists", "."];
    expect(new Set(others.map((one) => markerOf("review", one))).size).toBe(others.length);
    expect(markerOf("review", "lists")).not.toBe(markerOf("drift", "lists"));
  });
});
