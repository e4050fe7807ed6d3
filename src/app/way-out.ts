/** The way from this machine to Blip and GitHub: connections that are kept, and the proxy where there is one. */

import type { Agent, Dispatcher, RequestInit, Response } from "undici";
import { EnvHttpProxyAgent, fetch, Pool } from "undici";
import { isPassingStatus } from "../blip/errors.ts";
import { causesOf, codeOf, ProxyTrouble, whyNeverSent } from "../blip/network-fault.ts";
import type { Proxies, ProxyAddress } from "../config/proxy.ts";

export interface WayOut {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** @param options of the connections to one host */
export function wayOut(proxies: Proxies, options: Agent.Options = {}): WayOut {
  const { https, http, except } = proxies;
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    ...options,
    // Given each time: what is absent would be looked for in the environment of the process.
    httpsProxy: https?.url.href ?? "",
    httpProxy: http?.url.href ?? "",
    noProxy: except,
    clientFactory: ({ href }) => {
      const proxy = [https, http].find((one) => one?.url.href === href);
      if (!proxy) throw new RangeError("a proxy that nobody named");
      return new ProxyConnections(proxy);
    },
  });
  return {
    fetch: (address, init) => fetch(address, { ...init, dispatcher: agent }),
    close: () => agent.destroy(),
  };
}

/** Connections through a proxy, whose faults are the proxy's: undici would ask one that hangs up again and again. */
class ProxyConnections extends Pool {
  readonly #proxy: ProxyAddress;

  constructor(proxy: ProxyAddress) {
    super(proxy.url.origin, { connect: { timeout: CONNECT_TIMEOUT_MS } });
    this.#proxy = proxy;
  }

  override connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: Dispatcher.ConnectOptions, callback: Callback): void;
  override connect(options: Dispatcher.ConnectOptions, callback?: Callback): unknown {
    if (callback !== undefined) return super.connect(options, callback);
    return this.#connected(options);
  }

  async #connected(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const name = `the proxy ${this.#proxy.url.host} (${this.#proxy.variable})`;
    const answer = await super.connect(options).catch((error: unknown) => {
      throw new ProxyTrouble(`${name}: ${whyNotConnected(error)}`, { isRefusal: false });
    });
    const { statusCode: status, socket } = answer;
    if (status === OK) return answer;
    socket.on("error", () => {}).destroy();
    const isRefusal = !isPassingStatus(status);
    throw new ProxyTrouble(`${name} ${refusalInWords(status, this.#proxy, options.path)}`, { isRefusal });
  }
}

type Callback = (error: Error | null, data: Dispatcher.ConnectData) => void;

function whyNotConnected(error: unknown): string {
  const code =
    causesOf(error)
      .map(codeOf)
      .find((one) => one !== "") ?? "";
  return whyNeverSent(code) ?? `the connection failed${code === "" ? "" : `: ${code}`}`;
}

const OK = 200;
const NEEDS_PASSWORD = 407;

/** @param target host and port that were asked for */
function refusalInWords(status: number, { url, variable }: ProxyAddress, target: string): string {
  if (status === NEEDS_PASSWORD) {
    return url.username === ""
      ? `asks for a user and a password (HTTP 407): write them in ${variable}, as http://user:password@host:port`
      : `does not take the user and password in ${variable} (HTTP 407): correct them`;
  }
  return status >= 500
    ? `could not reach ${target} (HTTP ${status})`
    : `does not let it through to ${target} (HTTP ${status}): allow it there, or name the host in NO_PROXY`;
}
