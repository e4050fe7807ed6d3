import { expect, test } from "vitest";
import { ArrivalWindow } from "../../src/blip/window.ts";

/** A window that has seen 60 commands, one after the other, that took so long each. */
function used(roundTripMs: number) {
  const window = new ArrivalWindow(1_000);
  let now = 0;
  for (let sent = 0; sent < 60; sent += 1) {
    const entry = window.add("any", now);
    now += roundTripMs;
    window.close(entry, now, "accepted");
  }
  return { window, now: now + 10_000 };
}

test("counts a command from when it was sent, once its way is known to be the shortest", () => {
  const { window, now } = used(100);
  window.close(window.add("any", now), now + 100, "accepted");
  expect(window.roomAt(1, now + 200)).toBe(now + 1_000);
});

test("counts one that took 80 ms longer 80 ms longer, and some more for what sixty did not show", () => {
  const { window, now } = used(100);
  window.close(window.add("any", now), now + 180, "accepted");
  const room = window.roomAt(1, now + 200) - now;
  expect(room).toBeGreaterThan(1_080);
  expect(room).toBeLessThan(1_095);
});

test("counts one of a kind that is not known from its answer", () => {
  const { window, now } = used(100);
  window.close(window.add("other", now), now + 180, "accepted");
  expect(window.roomAt(1, now + 200)).toBe(now + 1_180);
});

test("counts one that was lost from when that was seen", () => {
  const { window, now } = used(100);
  window.close(window.add("any", now), now + 50, "lost");
  expect(window.roomAt(1, now + 200)).toBe(now + 1_050);
});

test("counts what is under way for longer than it should be until it is answered", () => {
  const { window, now } = used(100);
  window.add("any", now);
  expect(window.roomAt(1, now + 20_000)).toBe(Number.POSITIVE_INFINITY);
});

test("makes room before the answer of a Blip that is slower than the window, unless that is late", () => {
  const { window, now } = used(1_400);
  const entry = window.add("any", now);
  expect(window.roomAt(1, now + 900)).toBe(now + 1_000);
  expect(window.roomAt(1, now + 1_100)).toBe(now + 1_100);
  expect(window.roomAt(1, now + 1_500)).toBe(Number.POSITIVE_INFINITY);
  window.close(entry, now + 2_000, "accepted");
  // It took 600 ms longer than the fastest, so it counts until 1,600 ms after it was sent, and a little more.
  const room = window.roomAt(1, now + 1_500) - now;
  expect(room).toBeGreaterThan(1_600);
  expect(room).toBeLessThan(1_700);
});

test("names what was sent in the second before a command, whatever became of it", () => {
  const window = new ArrivalWindow(1_030);
  const entries = [0, 500, 900, 1_200, 1_500].map((at) => window.add("any", at));
  expect(entries[3] && window.secondBefore(entries[3])).toEqual(entries.slice(1, 4));
});
