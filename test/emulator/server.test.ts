import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FaultDecision } from "../../src/emulator/faults.ts";
import { authorizationFor } from "../../src/emulator/key.ts";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import type { RunningEmulator } from "../../src/emulator/server.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { LISTS } from "./caller.ts";

describe("the HTTP server", () => {
  let running: RunningEmulator;
  let faults: FaultDecision;
  let clockMs: number;

  beforeEach(async () => {
    faults = () => null;
    clockMs = 1_000;
    running = await startEmulator({
      state: { bot: "acme" },
      switches: { latencyMs: 1, jitterInMs: 1 },
      faults: (question) => faults(question),
      now: () => clockMs,
    });
  });
  afterEach(() => running.close());

  const post = (body: string, path = "", method = "POST") =>
    fetch(running.url + path, {
      method,
      headers: {
        authorization: authorizationFor(running.emulator.state),
        "content-type": "application/json",
      },
      ...(method === "POST" ? { body } : {}),
    });
  const getLists = JSON.stringify({ id: "ação", to: LISTS, method: "get", uri: "/lists" });

  test("takes commands at /commands of the loopback address", async () => {
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/commands$/);
    const response = await post(getLists);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await response.json()).toMatchObject({ id: "ação", status: "success" });
  });

  test("counts and logs by the clock it is given", async () => {
    clockMs = 7_777;
    await post(getLists);
    expect(running.emulator.log.entries).toMatchObject([{ at: 7_777, status: 200 }]);
  });

  test("has nothing at other paths, and takes no other method", async () => {
    expect((await post(getLists, "/more")).status).toBe(404);
    const got = await post("", "", "GET");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect(running.emulator.log.entries).toEqual([]);
  });

  test("refuses a body that is too large", async () => {
    expect((await post(" ".repeat(1_048_576 + 1))).status).toBe(413);
    expect((await post(getLists)).status).toBe(200);
  });

  test("refuses a wrong key with an empty 401", async () => {
    const response = await fetch(running.url, { method: "POST", body: getLists });
    expect([response.status, await response.text()]).toEqual([401, ""]);
  });

  test("breaks the connection for a reset", async () => {
    faults = ({ index }) => (index === 0 ? "reset-after-effect" : null);
    await expect(post(getLists)).rejects.toThrow();
    expect((await post(getLists)).status).toBe(200);
    expect(running.emulator.log.entries).toMatchObject([
      { status: null, outcome: "success", fault: "reset-after-effect" },
      { status: 200, outcome: "success", fault: null },
    ]);
  });

  test("closes with connections open that are kept alive", async () => {
    const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("GET /commands HTTP/1.1\r\nhost: x\r\n");
    const closed = once(socket, "close");
    socket.on("error", () => {});
    socket.resume();
    await post(getLists);
    await running.close();
    await closed;
    await expect(post(getLists)).rejects.toThrow();
  });

  test("says so when a port is in use, or is none", async () => {
    const port = Number(new URL(running.url).port);
    await expect(startEmulator({ port, state: { bot: "acme" } })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use: choose another, or 0 for any that is free`,
    );
    await expect(startEmulator({ port: 70_000, state: { bot: "acme" } })).rejects.toThrow("70000 is no port");
  });

  test("can be started on a state that is there already", async () => {
    const state = stateFromSeed({ bot: "acme", lists: { vip: [] } });
    const other = await startEmulator({ state });
    expect(other.emulator.state).toBe(state);
    await other.close();
  });
});

describe("the time a command takes", () => {
  const getLists = JSON.stringify({ id: "1", to: LISTS, method: "get", uri: "/lists" });
  const post = ({ url, emulator }: RunningEmulator) =>
    fetch(url, {
      method: "POST",
      headers: { authorization: authorizationFor(emulator.state), "content-type": "application/json" },
      body: getLists,
    });

  test("passes after its effect: one that is carried out may never be answered", async () => {
    const carriedOut = new EventEmitter();
    const running = await startEmulator({
      state: { bot: "acme" },
      switches: { latencyMs: 3_600_000 },
      sink: (entry) => carriedOut.emit("command", entry),
    });
    const command = once(carriedOut, "command");
    const answer = post(running).catch(() => "no answer");
    expect(await command).toMatchObject([{ status: 200, outcome: "success" }]);
    await running.close();
    expect(await answer).toBe("no answer");
  });

  test("passes in part before it arrives and is counted", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    const running = await startEmulator({ state: { bot: "acme" }, switches: { jitterInMs: 60 } });
    const sentAtMs = performance.timeOrigin + performance.now();
    await post(running);
    await running.close();
    random.mockRestore();
    expect(running.emulator.log.entries[0]?.at).toBeGreaterThanOrEqual(sentAtMs + 29);
  });
});
