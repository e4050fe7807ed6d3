/** The emulator as a real HTTP server on this machine's loopback address. */

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { EmulatorOptions } from "./emulator.ts";
import { Emulator } from "./emulator.ts";
import type { HttpReply } from "./reply.ts";
import type { Seed } from "./seed.ts";
import { stateFromSeed } from "./seed.ts";
import type { EmulatorState } from "./state.ts";

export interface StartOptions extends Omit<EmulatorOptions, "state"> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A state, or what to make one from. */
  readonly state: EmulatorState | Seed;
  /** The clock, in milliseconds, never backwards; the default counts from 1970. */
  readonly now?: () => number;
}

export interface RunningEmulator {
  /** Where commands are posted to: `http://127.0.0.1:{port}/commands`. */
  readonly url: string;
  readonly emulator: Emulator;
  /** Ends at once, open connections and all. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const PATH = "/commands";
const BODY_BYTES_MAX = 1_048_576;
const KEEP_ALIVE_MS = 60_000;

/**
 * Starts an emulator that takes commands over HTTP.
 * @throws Error for a port that is in use or is none; SeedError for a seed, RangeError for a switch that is not valid
 */
export async function startEmulator(options: StartOptions): Promise<RunningEmulator> {
  const { port = 0, state, now = wallClockMs, ...rest } = options;
  const emulator = new Emulator({ ...rest, state: "addContact" in state ? state : stateFromSeed(state) });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    receive(request, response, emulator, now);
  });
  const listeningPort = await listen(server, port);
  return { url: `http://${HOST}:${listeningPort}${PATH}`, emulator, close: () => close(server) };
}

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  emulator: Emulator,
  now: () => number,
): void {
  if (request.url !== PATH || request.method !== "POST") {
    refuse(request, response, request.url === PATH ? 405 : 404);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("error", () => response.destroy());
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= BODY_BYTES_MAX) chunks.push(chunk);
    else if (!response.headersSent) refuse(request, response, 413);
  });
  request.on("end", () => {
    if (size > BODY_BYTES_MAX) return;
    const body = Buffer.concat(chunks).toString("utf8");
    const { jitterInMs, latencyMs } = emulator.switches;
    afterMs(Math.random() * jitterInMs, () => {
      const reply = emulator.handle({ headers: request.headers, body, nowMs: now() });
      afterMs(latencyMs, () => send(request, response, reply));
    });
  });
}

function send(request: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
  if (reply.kind === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** Refuses what is no command at all, and hangs up, so that nothing of an endless body is waited for. */
function refuse(request: IncomingMessage, response: ServerResponse, status: 404 | 405 | 413): void {
  const allow = status === 405 ? { allow: "POST" } : {};
  response.writeHead(status, { ...allow, connection: "close", "content-length": 0 });
  response.end(() => {
    if (!request.complete) request.socket.destroySoon();
  });
}

/** At once when there is nothing to wait for: a timer takes a millisecond, which halves what the server can take. */
function afterMs(delayMs: number, act: () => void): void {
  if (delayMs > 0) setTimeout(act, delayMs).unref();
  else act();
}

function listen(server: Server, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`${port} is no port: choose one from 1 to 65535, or 0 for any that is free`);
  }
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      const message = `Port ${port} of ${HOST} is in use: choose another, or 0 for any that is free`;
      reject(inUse ? new Error(message, { cause: error }) : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function wallClockMs(): number {
  return performance.timeOrigin + performance.now();
}
