import { describe, expect, it, test } from "vitest";
import { readProxies } from "../../src/config/proxy.ts";
import { fact } from "../../src/domain/fact.ts";
import { literal } from "../../src/domain/fact-fields.ts";

const ELSEWHERE = "http://proxy.example:3128";
const HERE = "http://127.0.0.1:3128";

function hosts(environment: Record<string, string>): object {
  const proxies = readProxies(environment);
  if ("problem" in proxies) return proxies;
  const { https, http, except } = proxies;
  return { https: https && `${https.url.host} ${https.variable}`, http: http?.url.host ?? null, except };
}

describe("the proxies", () => {
  test.each<[Record<string, string>, object]>([
    [{}, { https: null, http: null, except: "" }],
    [{ HTTPS_PROXY: ELSEWHERE }, { https: "proxy.example:3128 HTTPS_PROXY", http: null, except: "" }],
    [{ https_proxy: ELSEWHERE }, { https: "proxy.example:3128 https_proxy", http: null, except: "" }],
    [
      { HTTPS_PROXY: "", https_proxy: " " },
      { https: null, http: null, except: "" },
    ],
    [
      { https_proxy: HERE, HTTPS_PROXY: ELSEWHERE },
      { https: "127.0.0.1:3128 https_proxy", http: null, except: "" },
    ],
    [{ HTTP_PROXY: HERE }, { https: "127.0.0.1:3128 HTTP_PROXY", http: "127.0.0.1:3128", except: "" }],
    [
      { HTTPS_PROXY: ELSEWHERE, NO_PROXY: " localhost,.example " },
      { https: "proxy.example:3128 HTTPS_PROXY", http: null, except: "localhost,.example" },
    ],
    [
      { HTTPS_PROXY: "proxy.example:3128" },
      { https: "proxy.example:3128 HTTPS_PROXY", http: null, except: "" },
    ],
    [
      { HTTPS_PROXY: "ana:b@proxy.example:3128/" },
      { https: "proxy.example:3128 HTTPS_PROXY", http: null, except: "" },
    ],
    [{ HTTPS_PROXY: "[::1]:3128" }, { https: "[::1]:3128 HTTPS_PROXY", http: null, except: "" }],
    [
      { HTTPS_PROXY: "https://proxy.example" },
      { https: "proxy.example HTTPS_PROXY", http: null, except: "" },
    ],
  ])("of %j", (environment, expected) => {
    expect(hosts(environment)).toEqual(expected);
  });

  it("elsewhere are never handed what is not encrypted", () => {
    expect(hosts({ HTTP_PROXY: ELSEWHERE })).toEqual({
      https: "proxy.example:3128 HTTP_PROXY",
      http: null,
      except: "",
    });
  });

  test.each([
    "nonsense",
    "http://",
    "http:// a",
    "ftp://proxy.example:21",
    "proxy.example:http",
    "http://ana:s3cret%zz@proxy.example:3128",
    "http://proxy.example:99999",
  ])("%s is none, and what it holds is not repeated", (text) => {
    for (const variable of ["HTTPS_PROXY", "http_proxy"]) {
      expect(readProxies({ [variable]: text })).toEqual({
        problem: fact("proxy", { what: "form", variable: literal(variable) }),
      });
    }
  });

  it("of SOCKS cannot be used", () => {
    expect(readProxies({ HTTPS_PROXY: "socks5://proxy.example:1080" })).toMatchObject({
      problem: fact("proxy", { what: "socks", variable: literal("HTTPS_PROXY") }),
    });
  });
});
