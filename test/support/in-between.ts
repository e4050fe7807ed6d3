/** A server between the tool and an emulator, which spoils answers on their way. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { RunningEmulator } from "../../src/emulator/server.ts";

interface Exchanged {
  readonly uri: string;
  readonly method: string;
  /** Of commands with this method and uri, how many came before it. */
  readonly earlier: number;
}

/**
 * @param spoil what becomes of an answer
 * @returns the address in the emulator's place
 */
export async function inBetween(
  { url }: RunningEmulator,
  spoil: (answer: Record<string, unknown>, exchanged: Exchanged) => unknown,
): Promise<string> {
  const counts = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces).toString("utf8");
    const { uri, method } = JSON.parse(body);
    const earlier = counts.get(`${method} ${uri}`) ?? 0;
    counts.set(`${method} ${uri}`, earlier + 1);
    const { authorization = "", "content-type": type = "" } = request.headers;
    const headers = { authorization, "content-type": type };
    const answer = await fetch(url, { method: "POST", headers, body });
    const spoilt = spoil(JSON.parse(await answer.text()), { uri, method, earlier });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(spoilt));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/commands`;
}
