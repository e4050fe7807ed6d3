/** Which proxies stand between this machine and Blip or GitHub, from the environment. Pure. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import type { Environment } from "./connection.ts";
import { isLoopback } from "./connection.ts";

export interface ProxyAddress {
  readonly url: URL;
  /** Where it is named: `HTTPS_PROXY`. */
  readonly variable: string;
}

export interface Proxies {
  /** For addresses that begin with https:, and with http:. Null for none. */
  readonly https: ProxyAddress | null;
  readonly http: ProxyAddress | null;
  /** Hosts that are reached without one, as NO_PROXY has them. */
  readonly except: string;
}

/** An environment without any, for what never leaves this machine. */
export const WITHOUT_PROXIES: Environment = Object.fromEntries(
  ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap((name) => [
    [name, undefined],
    [name.toLowerCase(), undefined],
  ]),
);

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in small letters or capitals. HTTP_PROXY serves for https: as well
 * where there is no HTTPS_PROXY. A plain http: address is always one of this machine's own: it is not handed to a
 * proxy elsewhere, which could read the key.
 * @returns the proxies, or what is wrong with one, without the password that it may hold
 */
export function readProxies(environment: Environment): Proxies | { readonly problem: Fact<"proxy"> } {
  const http = proxyIn(environment, "HTTP_PROXY");
  const https = proxyIn(environment, "HTTPS_PROXY") ?? http;
  for (const one of [https, http]) if (one !== null && "problem" in one) return one;
  const except = settingOf(environment, "NO_PROXY")?.text ?? "";
  return {
    https: https !== null && "url" in https ? https : null,
    http: http !== null && "url" in http && isLoopback(http.url) ? http : null,
    except,
  };
}

function settingOf(environment: Environment, name: string): { text: string; variable: string } | null {
  for (const variable of [name.toLowerCase(), name]) {
    const text = environment[variable]?.trim() ?? "";
    if (text !== "") return { text, variable };
  }
  return null;
}

/** Many write a proxy without its scheme, as curl allows: then the port must be there. */
const WITHOUT_SCHEME = /^(?:[^\s/@]+@)?(?:[^\s/:@]+|\[[\da-f:.]+\]):\d{1,5}\/?$/i;

function proxyIn(
  environment: Environment,
  name: string,
): ProxyAddress | { readonly problem: Fact<"proxy"> } | null {
  const value = settingOf(environment, name);
  if (value === null) return null;
  const { variable } = value;
  const text = WITHOUT_SCHEME.test(value.text) ? `http://${value.text}` : value.text;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^socks/.test(url.protocol)) {
    return { problem: fact("proxy", { what: "socks", variable: literal(variable) }) };
  }
  const isProxy = url !== null && /^https?:$/.test(url.protocol) && isReadable(url);
  return isProxy
    ? { url, variable }
    : { problem: fact("proxy", { what: "form", variable: literal(variable) }) };
}

/** User and password are sent decoded. */
function isReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
