/** Answers that never end, on real HTTP: neither the memory nor the run is theirs. */

import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { fetch } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/blip/clock.ts";
import type { Command } from "../../src/blip/envelope.ts";
import { isWorthAnotherTry, mayHaveTakenEffect } from "../../src/blip/errors.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import { fact } from "../../src/domain/fact.ts";
import { botKey } from "../support/virtual-harness.ts";

const MIB = 1_048_576;
const COMMAND: Command = { id: "id-7", method: "get", uri: "/contacts" };
const UNCUT = new AbortController().signal;

/** The deadline passes when the specification says so. */
function manualClock() {
  let pass = () => {};
  const sleep = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((wake) => {
      pass = wake;
      signal?.addEventListener("abort", () => wake(), { once: true });
    });
  return { clock: { ...systemClock, sleep }, passDeadline: () => pass() };
}

async function against(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const { clock, passDeadline } = manualClock();
  const endpoint = new URL(`http://127.0.0.1:${port}/commands`);
  const transport = httpTransport({ fetch: (url, init) => fetch(url, init), endpoint, key: botKey(), clock });
  const exchanged = (cut = UNCUT) => transport(COMMAND, cut).catch((error: unknown) => error);
  return { exchanged, passDeadline };
}

/** A success, and so many bytes of nothing behind it. */
function padded(bytes: number): Buffer {
  const success = JSON.stringify({ id: COMMAND.id, method: "get", status: "success", resource: {} });
  return Buffer.concat([Buffer.from(success), Buffer.alloc(bytes, " ")]);
}

describe("an answer that is too long", () => {
  const TOO_LONG = { fault: { code: "blip-oversized", fields: { limitMiB: 64 } } };

  test("is given up as soon as it is, and its connection with it", async () => {
    let close = () => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const piece = Buffer.alloc(MIB, " ");
    const { exchanged } = await against((_request, response) => {
      response.on("close", close);
      const write = () => {
        while (!response.destroyed && response.write(piece)) {
          // It writes for as long as somebody reads.
        }
      };
      response.on("drain", write);
      write();
    });
    expect(await exchanged()).toMatchObject(TOO_LONG);
    await closed;
  });

  test("counts inflated: 65 MiB in 64 KiB", async () => {
    const bomb = gzipSync(padded(65 * MIB));
    expect(bomb.length).toBeLessThan(100_000);
    const { exchanged } = await against((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(await exchanged()).toMatchObject(TOO_LONG);
  });

  test.each([401, 429, 500])("is one with HTTP %i, too", async (status) => {
    const bomb = gzipSync(padded(65 * MIB));
    const { exchanged } = await against((_request, response) => {
      response.writeHead(status, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(await exchanged()).toMatchObject(TOO_LONG);
  });

  test("is none at 63 MiB", async () => {
    const long = gzipSync(padded(63 * MIB));
    const { exchanged } = await against((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(long);
    });
    expect(await exchanged()).toMatchObject({ status: "success" });
  });

  test("comes again when a read is repeated; a write may be sent again, and may have taken effect", () => {
    const fault = fact("blip-oversized", { command: null, limitMiB: 64 });
    expect([isWorthAnotherTry(fault, "get"), isWorthAnotherTry(fault, "set")]).toEqual([false, true]);
    expect(mayHaveTakenEffect(fault)).toBe(true);
  });
});

describe("an answer that trickles", () => {
  /** A byte whenever the one before has left. */
  const trickling = (onByte: () => void): RequestListener => {
    return (_request, response) => {
      const trickle = () => {
        if (response.destroyed) return;
        response.write(" ", () => {
          onByte();
          setImmediate(trickle);
        });
      };
      response.writeHead(200);
      trickle();
    };
  };

  test("is given up at the deadline, whatever has come by then", async () => {
    let bytes = 0;
    const { exchanged, passDeadline } = await against(
      trickling(() => {
        bytes += 1;
        if (bytes === 20) passDeadline();
      }),
    );
    expect(await exchanged()).toMatchObject({
      fault: { code: "blip-lost", fields: { why: "deadline", seconds: 30 } },
    });
  });

  test("is given up when the run is cut short", async () => {
    const cut = new AbortController();
    let bytes = 0;
    const { exchanged } = await against(
      trickling(() => {
        bytes += 1;
        if (bytes === 20) cut.abort();
      }),
    );
    expect(await exchanged(cut.signal)).toMatchObject({
      fault: { code: "blip-lost", fields: { why: "stopped" } },
    });
  });
});
