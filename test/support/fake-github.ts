/**
 * GitHub in a box: one stateful, strict imitation of the part of its REST API that the tool uses. It answers
 * requests (under msw), or listens on a port of this machine. It differs from GitHub in this: nothing is
 * rendered, times are those a specification gives, and there is one repository and one token.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asked } from "./github-asked.ts";
import { ROUTES } from "./github-routes.ts";
import type { Permission } from "./github-rules.ts";
import { json, phoneNumberIn, refusal } from "./github-rules.ts";
import { BOT, GitHubState } from "./github-state.ts";

export interface FakeGitHubOptions {
  /** Base of the API; a path below the host as Enterprise has it. */
  readonly api?: string;
  readonly repository?: string;
  readonly token?: string;
  /** Whose token it is. */
  readonly login?: string;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Below the base of the API, with what is asked for behind it. */
  readonly path: string;
  readonly body: unknown;
}

export const TOKEN = "ghs_NotATokenOfAnybody";

export class FakeGitHub {
  readonly state = new GitHubState();
  readonly requests: ReceivedRequest[] = [];
  /** What no client may do, done all the same: a specification expects none. */
  readonly violations: string[] = [];
  readonly repository: string;
  api: string;
  /** All of them, unless a specification takes some away. */
  readonly permissions = new Set<Permission>([
    "pull-requests: write",
    "issues: write",
    "actions: read",
    "contents: read",
  ]);
  readonly #token: string;
  readonly #login: string;
  readonly #faults: {
    readonly matches: RegExp;
    readonly answer: () => Response;
    readonly before: () => void;
  }[] = [];

  constructor({ api, repository, token, login }: FakeGitHubOptions = {}) {
    this.api = api ?? "https://api.github.test";
    this.repository = repository ?? "acme/lists";
    this.#token = token ?? TOKEN;
    this.#login = login ?? BOT;
  }

  /** The environment in which the tool works on this repository. */
  get environment(): Record<string, string> {
    const { api, repository } = this;
    return {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: api,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: "4711",
      GITHUB_SHA: this.state.main,
      GITHUB_TOKEN: this.#token,
    };
  }

  /**
   * The next request whose method and path match is answered otherwise, each once, in this order.
   * @param before happens when the request arrives: what another does meanwhile
   */
  next(matches: RegExp, answer: () => Response, before = () => {}): void {
    this.#faults.push({ matches, answer, before });
  }

  /** Something happens just before a request is answered as ever. */
  meanwhile(matches: RegExp, happens: () => void): void {
    this.next(matches, () => PASS, happens);
  }

  /** @returns method and path of the requests that change something */
  get writes(): string[] {
    return this.requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
  }

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.slice(new URL(this.api).pathname.replace(/\/$/, "").length);
    const text = await request.text();
    const body: unknown = text === "" ? null : JSON.parse(text);
    this.requests.push({ method: request.method, path: path + url.search, body });
    this.#checkPrivacy(`${url.search}\n${text}`);
    if (path.startsWith("/storage/")) return this.#fromStorage(path, request);
    const wrong = this.#checkToken(request.headers.get("authorization"));
    if (wrong !== null) return wrong;
    const fault = this.#faults.findIndex(({ matches }) => matches.test(`${request.method} ${path}`));
    const [found] = fault < 0 ? [] : this.#faults.splice(fault, 1);
    found?.before();
    const answer = found?.answer();
    return answer === undefined || answer === PASS ? this.#route(request.method, path, url, body) : answer;
  }

  #route(method: string, path: string, url: URL, body: unknown): Response {
    if (method === "GET" && path === "/user") return json({ login: this.#login });
    const prefix = `/repos/${this.repository}/`;
    const below = path.startsWith(prefix) ? path.slice(prefix.length) : "";
    const route = below.replace(/[0-9a-f]{40}/g, "@");
    const [id = 0, second = 0] = [...route.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const handler = ROUTES[`${method} ${route.replace(/\d+/g, "#")}`];
    if (handler === undefined) {
      this.violations.push(`no such route: ${method} ${path}`);
      return refusal(404, "Not Found");
    }
    const { state, api, repository, permissions } = this;
    const may = (permission: Permission) => permissions.has(permission);
    const asked: Asked = { state, api, repository, login: this.#login, url, body, may };
    return handler(asked, id, second);
  }

  /** Artifacts lie with another host, which has a signature in the address and must not see the token. */
  #fromStorage(path: string, request: Request): Response {
    if (request.headers.has("authorization")) this.violations.push("the token was sent to the storage");
    const artifact = this.state.artifacts.find(({ id }) => path === `/storage/${id}`);
    if (artifact === undefined) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(artifact.zip), { headers: { "content-type": "application/zip" } });
  }

  #checkToken(header: string | null): Response | null {
    if (header === null) return refusal(401, "Requires authentication");
    const token = header.replace(/^(?:token|bearer) /i, "");
    return token === this.#token ? null : refusal(401, "Bad credentials");
  }

  #checkPrivacy(text: string): void {
    const number = phoneNumberIn(text);
    if (number !== null) this.violations.push(`a phone number in full was sent: ${number}`);
  }
}

const PASS = new Response(null);

interface RunningGitHub {
  readonly github: FakeGitHub;
  readonly state: GitHubState;
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function startFakeGitHub(options: Omit<FakeGitHubOptions, "api"> = {}): Promise<RunningGitHub> {
  const github = new FakeGitHub(options);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "GET", headers, url = "/" } = incoming;
    const body = method === "GET" ? null : Buffer.concat(chunks);
    const sent = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && name !== "content-length" ? [[name, value] as [string, string]] : [],
    );
    const response = await github.handle(new Request(`${github.api}${url}`, { method, headers: sent, body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  github.api = `http://127.0.0.1:${port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { github, state: github.state, url: github.api, close };
}
