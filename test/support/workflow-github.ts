/**
 * The imitation of GitHub as a run meets it: a token for each job that may do what the job's permissions say and
 * no more, and pull requests that can be opened.
 */

import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { FakeGitHub, TOKEN } from "./fake-github.ts";
import type { Permission } from "./github-rules.ts";
import { json, refusal } from "./github-rules.ts";
import { BOT, type GitHubState } from "./github-state.ts";
import type { Permissions } from "./workflow-file.ts";

/** A pull request that a run opened. */
export interface OpenedPull {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly title: string;
}

const KNOWN: readonly Permission[] = [
  "pull-requests: write",
  "issues: write",
  "actions: read",
  "contents: read",
];
const RANK = { none: 0, read: 1, write: 2 };

/** What reading needs where a repository is private, by what is asked for. */
const READS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/pulls/, ["pull-requests"]],
  [/^\/commits\/[0-9a-f]+\/pulls/, ["pull-requests"]],
  [/^\/issues\/(?:\d+\/)?comments/, ["pull-requests", "issues"]],
  [/^\/issues/, ["issues"]],
];

export class WorkflowGitHub {
  readonly fake: FakeGitHub;
  readonly opened: OpenedPull[] = [];
  /** Whether the settings of the repository let Actions open pull requests. */
  letsActionsOpenPulls = true;
  readonly #tokens = new Map<string, Permissions>();
  /** Requests are answered one after the other: the imitation knows one token's rights at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(repository: string) {
    this.fake = new FakeGitHub({ repository });
  }

  get state(): GitHubState {
    return this.fake.state;
  }

  tokenFor(permissions: Permissions): string {
    const token = `ghs_job${this.#tokens.size + 1}`;
    this.#tokens.set(token, permissions);
    return token;
  }

  /** Listens on a port of this machine until the test is finished. */
  async start(): Promise<void> {
    const server = createServer(async (incoming, outgoing) => {
      const request = await received(incoming, this.fake.api);
      const answered = this.#last.then(() => this.#answer(request));
      this.#last = answered;
      const response = await answered;
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    this.fake.api = `http://127.0.0.1:${port}`;
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/storage/")) return this.fake.handle(request);
    const token = request.headers.get("authorization")?.replace(/^(?:token|bearer) /i, "") ?? "";
    const permissions = this.#tokens.get(token);
    if (permissions === undefined) return refusal(401, "Bad credentials");
    const below = pathname.replace(`/repos/${this.fake.repository}`, "");
    if (!mayRead(below, permissions)) return refusal(403, "Resource not accessible by integration");
    if (request.method === "POST" && below === "/pulls") return this.#openPull(request, permissions);
    this.fake.permissions.clear();
    for (const permission of KNOWN)
      if (allows(permissions, permission)) this.fake.permissions.add(permission);
    request.headers.set("authorization", `token ${TOKEN}`);
    return this.fake.handle(request);
  }

  async #openPull(request: Request, permissions: Permissions): Promise<Response> {
    if (!allows(permissions, "pull-requests: write"))
      return refusal(403, "Resource not accessible by integration");
    if (!this.letsActionsOpenPulls)
      return refusal(403, "GitHub Actions is not permitted to create or approve pull requests.");
    const { head, base, title }: Omit<OpenedPull, "number"> = JSON.parse(await request.text());
    const owner = this.fake.repository.split("/")[0];
    if (this.opened.some((pull) => pull.head === head)) {
      const message = `A pull request already exists for ${owner}:${head}.`;
      return refusal(422, "Validation Failed", {
        errors: [{ resource: "PullRequest", code: "custom", message }],
      });
    }
    const number = this.state.nextNumber();
    this.state.addPull(number, { base });
    this.opened.push({ number, head, base, title });
    return json({ number, user: { login: BOT } }, 201);
  }
}

async function received(incoming: IncomingMessage, api: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "GET", headers, url = "/" } = incoming;
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" && name !== "content-length" ? [[name, value] as [string, string]] : [],
  );
  const body = method === "GET" ? null : Buffer.concat(chunks);
  return new Request(`${api}${url}`, { method, headers: sent, body });
}

function mayRead(path: string, permissions: Permissions): boolean {
  const needed = READS.find(([route]) => route.test(path))?.[1];
  return needed === undefined || needed.some((name) => allows(permissions, `${name}: read`));
}

function allows(permissions: Permissions, permission: string): boolean {
  const [name = "", level = ""] = permission.split(": ");
  return RANK[permissions[name] ?? "none"] >= (level === "write" ? RANK.write : RANK.read);
}
