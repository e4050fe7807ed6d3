/** The way from this machine to Blip and GitHub: connections that are kept, and the proxy where there is one. */

import type { Agent, Dispatcher, RequestInit, Response } from "undici";
import { EnvHttpProxyAgent, fetch, Pool } from "undici";
import { isPassingStatus } from "../blip/errors.ts";
import { causesOf, networkCode, ProxyTrouble, whyNeverSent } from "../blip/network-fault.ts";
import type { Proxies, ProxyAddress } from "../config/proxy.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import { tooManyFiles } from "../domain/system-error.ts";
import { sentenceOf } from "../report/words/say.ts";

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
    const answer = await super.connect(options).catch((error: unknown) => {
      throw trouble(unreachable(error, this.#proxy), false);
    });
    const { statusCode: status, socket } = answer;
    if (status === OK) return answer;
    socket.on("error", () => {}).destroy();
    const isRefusal = !isPassingStatus(status);
    throw trouble(refusalOf(status, this.#proxy, options.path), isRefusal);
  }
}

type Callback = (error: Error | null, data: Dispatcher.ConnectData) => void;

function trouble(said: Fact, isRefusal: boolean): ProxyTrouble {
  return new ProxyTrouble(said, { isRefusal, message: sentenceOf(said, { masked: false }) });
}

function unreachable(error: unknown, proxy: ProxyAddress): Fact {
  const tooMany = causesOf(error)
    .map(tooManyFiles)
    .find((one) => one !== null);
  if (tooMany) return tooMany;
  const code = networkCode(error);
  const problem = whyNeverSent(code) ?? "broken";
  return fact("proxy-unreachable", { ...named(proxy), problem, error: code === null ? null : literal(code) });
}

const OK = 200;
const NEEDS_PASSWORD = 407;

/** @param target host and port that were asked for */
function refusalOf(status: number, proxy: ProxyAddress, target: string): Fact {
  if (status === NEEDS_PASSWORD) {
    const code = proxy.url.username === "" ? "proxy-needs-password" : "proxy-refuses-password";
    return fact(code, named(proxy));
  }
  const fields = { ...named(proxy), target: literal(target), status };
  return fact(status >= 500 ? "proxy-without-route" : "proxy-refuses", fields);
}

function named({ url, variable }: ProxyAddress) {
  return { proxy: literal(url.host), variable: literal(variable) };
}
