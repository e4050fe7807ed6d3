import { describe, expect, test } from "vitest";
import { Link } from "../../src/blip/link.ts";
import { Pacer } from "../../src/blip/pacer.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { ADD, body, networkError, READ, refusal, scripted, status, success } from "./scripted.ts";

describe("a run that is stopped", () => {
  test("sends nothing", async () => {
    const { clock, link, sendings, stop } = scripted(success());
    stop.abort();
    expect(await clock.run(link.send(ADD))).toEqual({ status: "stopped" });
    expect(sendings).toHaveLength(0);
  });

  test("waits for no further try, and keeps what the last one came to", async () => {
    const { clock, link, sendings, stop } = scripted(status(503, "", { "retry-after": "60" }));
    clock.after(1_000, () => stop.abort());
    expect(await clock.run(link.send(ADD))).toMatchObject({ status: "failure", uncertain: true });
    expect([clock.now(), sendings.length]).toEqual([1_000, 1]);
  });

  test.each([
    ["HTTP 503", status(503, "", { "retry-after": "60" })],
    ["no connection", networkError("ECONNREFUSED")],
    ["a lost connection", networkError("ECONNRESET")],
    ["HTML", body("<html>")],
    ["too much", status(429, "", { "retry-after": "60" })],
    ["reason 34", refusal(34)],
  ])("waits for no further try of a read after %s: it was stopped, not failed", async (_, answer) => {
    const { clock, link, sendings, stop } = scripted(answer);
    clock.after(11, () => stop.abort());
    expect(await clock.run(link.send(READ))).toEqual({ status: "stopped" });
    expect([clock.now(), sendings.length]).toEqual([11, 1]);
  });

  test("takes a read that fails while it is stopped for stopped", async () => {
    const { clock, link, stop } = scripted(networkError("ECONNRESET"));
    clock.after(5, () => stop.abort());
    expect(await clock.run(link.send(READ))).toEqual({ status: "stopped" });
  });

  test("takes the answer to what is in flight", async () => {
    const { clock, link, stop } = scripted(success("done"));
    clock.after(5, () => stop.abort());
    expect(await clock.run(link.send(ADD))).toEqual({ status: "success", resource: "done" });
  });

  test("gives up what is in flight when it is cut short: that may have taken effect", async () => {
    const { clock, link, stop, cut } = scripted(null);
    clock.after(100, () => stop.abort());
    clock.after(5_100, () => cut.abort());
    expect(await clock.run(link.send(ADD))).toMatchObject({ status: "failure", uncertain: true });
    expect(clock.now()).toBe(5_100);
  });

  test("warns of no leak however many commands wait", async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => warnings.push(warning.name);
    process.on("warning", listen);
    const { clock, link } = scripted(refusal(51));
    await clock.run(Promise.all(Array.from({ length: 200 }, () => link.send({ ...ADD, sendsMax: 2 }))));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});

test("a mistake of the program is thrown, and the gate stays open", async () => {
  const clock = new VirtualClock();
  const transport = () => Promise.reject(new RangeError("a bug"));
  const { signal } = new AbortController();
  const common = { clock, random: () => 0, newId: () => "1", stop: signal, cut: signal };
  const link = new Link({ ...common, transport, pacer: new Pacer(clock, 1) });
  const thrown = () => clock.run(link.send(ADD)).catch((error: unknown) => error);
  expect([await thrown(), await thrown()]).toEqual([new RangeError("a bug"), new RangeError("a bug")]);
});
