/** A proxy on a port of this machine, which takes CONNECT alone. */

import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { onTestFinished } from "vitest";

interface Asked {
  /** Host and port. */
  readonly target: string;
  /** The header `Proxy-Authorization`, where there was one. */
  readonly authorization: string | undefined;
}

export interface RunningProxy {
  /** `127.0.0.1:{port}`. */
  readonly host: string;
  readonly asked: readonly Asked[];
  /** Everything that came through it to a server, as it was readable on the way. */
  readonly seen: () => string;
}

/**
 * @param status what it answers to CONNECT; null: it hangs up
 * @param to where a 200 leads: a port of this machine, or null for where it was asked to
 */
export async function proxyAnswering(
  status: number | null = 200,
  to: number | null = null,
): Promise<RunningProxy> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  let seen = "";
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request, client: Socket) => {
    const target = request.url ?? "";
    asked.push({ target, authorization: request.headers["proxy-authorization"] });
    client.on("error", () => client.destroy());
    if (status === null) {
      client.destroy();
      return;
    }
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const [host, port] = target.split(":");
    const upstream = connect(to ?? Number(port), to === null ? host : "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (data) => {
        seen += data.toString("latin1");
      });
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, asked, seen: () => seen };
}

/** The host of a port on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}
