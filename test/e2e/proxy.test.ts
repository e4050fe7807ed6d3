/** Behind a proxy: the built tool as a process, a real proxy on this machine. */

import { describe, expect, it, onTestFinished } from "vitest";
import { wayOut } from "../../src/app/way-out.ts";
import { readProxies } from "../../src/config/proxy.ts";
import { Exit } from "../../src/domain/exit-code.ts";
import { saidOf } from "../../src/domain/fact-error.ts";
import { Failure } from "../../src/domain/failure.ts";
import { connectToGitHub } from "../../src/github/connection.ts";
import { commentApi } from "../../src/github/issues-api.ts";
import { reviewsApi } from "../../src/github/reviews-api.ts";
import { readTarget } from "../../src/github/run.ts";
import { sentenceOf } from "../../src/report/words/say.ts";
import { blipLists, directoryWith, emulatorWith, environmentFor, KEY } from "../support/cli.ts";
import { startFakeGitHub } from "../support/fake-github.ts";
import { sha, zipOf } from "../support/github-state.ts";
import { closedPort, proxyAnswering } from "../support/proxy.ts";

const LISTS = { "lists/vip.yaml": "name: vip\nmembers:\n  - +55 31 99999-8888\n" };
const AT_BLIP = { BLIP_KEY: KEY, BLIP_CONTRACT: "acme" };
const PASSWORD = "s3cret-of-the-proxy";

function plan(env: Record<string, string>) {
  return blipLists(["plan"], { cwd: directoryWith(LISTS), env });
}

describe("a proxy on this machine", () => {
  it.each(["HTTP_PROXY", "http_proxy"])(
    "named by %s is gone through, with user and password",
    async (name) => {
      const [blip, proxy] = [await emulatorWith(), await proxyAnswering()];
      const env = { ...environmentFor(blip), [name]: `http://ana:${PASSWORD}@${proxy.host}` };
      const { code } = await blipLists(["apply", "--yes"], { cwd: directoryWith(LISTS), env });
      expect(code).toBe(0);
      expect(blip.emulator.state.lists.members("vip")).toHaveLength(1);
      const authorization = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString("base64")}`;
      const target = new URL(blip.url).host;
      expect(proxy.asked.length).toBeGreaterThan(0);
      for (const asked of proxy.asked) expect(asked).toEqual({ target, authorization });
    },
  );

  it.each(["127.0.0.1", "*", "example.com, 127.0.0.1"])(
    "is passed by where NO_PROXY is %s",
    async (except) => {
      const [blip, proxy] = [await emulatorWith(), await proxyAnswering()];
      const env = { ...environmentFor(blip), HTTP_PROXY: `http://${proxy.host}`, no_proxy: except };
      expect((await plan(env)).code).toBe(0);
      expect(proxy.asked).toEqual([]);
    },
  );
});

describe("a proxy elsewhere", () => {
  it("is never handed what goes to this machine's own addresses", async () => {
    const blip = await emulatorWith();
    const env = { ...environmentFor(blip), HTTP_PROXY: "http://proxy.invalid:3128" };
    expect((await plan(env)).code).toBe(0);
  });
});

describe("commands to Blip", () => {
  it.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"])("go by CONNECT through %s", async (name) => {
    const proxy = await proxyAnswering(403);
    const { code } = await plan({ ...AT_BLIP, [name]: `http://${proxy.host}` });
    expect(code).toBe(1);
    expect(proxy.asked[0]).toEqual({ target: "acme.http.msging.net:443", authorization: undefined });
  });

  it("are encrypted on the way", async () => {
    const blip = await emulatorWith();
    const proxy = await proxyAnswering(200, Number(new URL(blip.url).port));
    const { code } = await plan({ ...AT_BLIP, HTTPS_PROXY: `http://${proxy.host}` });
    expect(code).toBe(1);
    expect(proxy.seen()).not.toBe("");
    expect(proxy.seen()).not.toContain(KEY);
    expect(proxy.seen()).not.toContain("/commands");
  });
});

describe("what is wrong with a proxy is one clear line", () => {
  it("when nothing listens: exit 1", async () => {
    const host = await closedPort();
    const { code, stderr } = await plan({ ...AT_BLIP, HTTPS_PROXY: `http://ana:${PASSWORD}@${host}` });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `error: get /lists?$skip=0&$take=30000: cannot connect: the proxy ${host} (HTTPS_PROXY): the connection was refused\n`,
    );
  });

  it("when it hangs up: exit 1, and it is not asked again and again", async () => {
    const proxy = await proxyAnswering(null);
    const { code, stderr } = await plan({ ...AT_BLIP, HTTPS_PROXY: `http://${proxy.host}` });
    expect(code).toBe(1);
    expect(stderr).toContain(`the proxy ${proxy.host} (HTTPS_PROXY): the connection failed (UND_ERR_SOCKET)`);
    expect(proxy.asked).toHaveLength(5);
  });

  it.each([
    ["", 407, "needs a user and a password (HTTP 407). Set HTTPS_PROXY to"],
    [`ana:${PASSWORD}@`, 407, "refuses the user and password in HTTPS_PROXY (HTTP 407)"],
    ["", 403, "does not allow connections to acme.http.msging.net:443 (HTTP 403)"],
  ])("when %j is answered by %i: exit 1, and asked once", async (user, status, words) => {
    const proxy = await proxyAnswering(status);
    const { code, stderr } = await plan({ ...AT_BLIP, HTTPS_PROXY: `http://${user}${proxy.host}` });
    expect(code).toBe(1);
    expect(stderr).toContain(`the proxy ${proxy.host} (HTTPS_PROXY) ${words}`);
    expect(stderr).not.toContain(PASSWORD);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect(proxy.asked).toHaveLength(1);
  });

  it.each([
    ["nonsense", "HTTPS_PROXY is not the address of a proxy: write it as http://host:port"],
    [`ftp://ana:${PASSWORD}@proxy.example`, "HTTPS_PROXY is not the address of a proxy"],
    ["socks5://127.0.0.1:1080", "HTTPS_PROXY names a SOCKS proxy"],
  ])("when it is named as %s: exit 3", async (text, words) => {
    const { code, stderr } = await plan({ ...AT_BLIP, HTTPS_PROXY: text });
    expect(code).toBe(3);
    expect(stderr).toContain(`error: ${words}`);
    expect(stderr).not.toContain(PASSWORD);
  });

  it("is exit 3 for GitHub as well", async () => {
    const env = {
      GITHUB_TOKEN: "t",
      GITHUB_REPOSITORY: "acme/lists",
      GITHUB_RUN_ID: "1",
      HTTPS_PROXY: "nonsense",
    };
    const { code, stderr } = await blipLists(["reviews", "--out", "found"], {
      cwd: directoryWith(LISTS),
      env,
    });
    expect(code).toBe(3);
    expect(stderr).toContain("error: HTTPS_PROXY is not the address of a proxy");
  });
});

describe("GitHub", () => {
  function through(host: string) {
    const proxies = readProxies({ HTTP_PROXY: `http://${host}` });
    if ("problem" in proxies) throw new Failure(Exit.invalid, proxies.problem);
    const way = wayOut(proxies);
    onTestFinished(() => way.close());
    return way.fetch;
  }

  it("is reached through it, and so is the place of an artifact", async () => {
    const { github, state, close } = await startFakeGitHub();
    onTestFinished(close);
    const proxy = await proxyAnswering();
    state.addPull(12);
    for (let index = 0; index < 120; index += 1) state.addComment(12, "ana", `Comment ${index}`);
    const zip = zipOf({ "review.json": "{}" });
    state.addArtifact({ name: "review", sha: sha("head"), zip });
    const connection = await connectToGitHub(readTarget(github.environment), through(proxy.host));
    const api = commentApi(connection);
    await api.create(12, "ção €");
    const bodies: string[] = [];
    for await (const { body } of api.list(12)) bodies.push(body);
    expect(bodies.at(-1)).toBe("ção €");
    const reviews = reviewsApi(connection, { id: 1, attempt: 1 });
    for await (const artifact of reviews.artifacts("review"))
      expect(Buffer.from(await reviews.download(artifact)).equals(zip)).toBe(true);
    expect(proxy.asked.length).toBeGreaterThan(0);
    expect(proxy.seen()).toContain("GET /storage/");
    expect(github.violations).toEqual([]);
  });

  it("is not reached through one that asks for a password: the message says so", async () => {
    const { github, close } = await startFakeGitHub();
    onTestFinished(close);
    const proxy = await proxyAnswering(407);
    const api = commentApi(await connectToGitHub(readTarget(github.environment), through(proxy.host)));
    const failed: unknown = await api.create(12, "x").catch((error: unknown) => error);
    expect(sentenceOf(saidOf(failed), { masked: false })).toMatch(
      /no connection to .*the proxy 127\.0\.0\.1:\d+ \(HTTP_PROXY\) needs a user and a password/,
    );
  });
});
