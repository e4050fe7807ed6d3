/** A repository on an imitation of GitHub: people open and merge pull requests, and its workflows run. */

import { Cancellation } from "./workflow-cancel.ts";
import type { Values } from "./workflow-file.ts";
import { type Artifact, type Environment, type Event, type Forge, zipped } from "./workflow-forge.ts";
import type { Files } from "./workflow-git.ts";
import { Repository } from "./workflow-git.ts";
import { WorkflowGitHub } from "./workflow-github.ts";
import { refuseLeaks } from "./workflow-leaks.ts";
import type { FinishedRun } from "./workflow-runner.ts";
import { runWorkflow } from "./workflow-runner.ts";
import { programs, toolFiles } from "./workflow-source.ts";

export interface RehearsalOptions {
  /** What lies in the repository, beside the tool. */
  readonly files: Files;
  readonly environments: Readonly<Record<string, Environment>>;
  /** The repository {@link TOOL}, where the lists lie in another. */
  readonly tool?: Repository;
  readonly isOldServer?: boolean;
}

const REPOSITORY = "acme/lists";
export const TOOL = "someone/blip-lists";

const MAIN = "refs/heads/main";
const QUEUE = "refs/heads/gh-readonly-queue/main";
const MINUTE_MS = 60_000;
const WORKFLOWS = ["plan", "apply", "drift"] as const;
type WorkflowName = (typeof WORKFLOWS)[number];

interface PullRequest {
  readonly branch: string;
  readonly base: string;
  readonly head: string;
  readonly isFork: boolean;
}

export class Rehearsal {
  readonly repository: Repository;
  readonly github = new WorkflowGitHub(REPOSITORY);
  readonly runs: FinishedRun[] = [];
  readonly forge: Forge;
  /** What others do while a run goes on, called when it has uploaded an artifact of this name. */
  meanwhile: (artifact: string) => void = () => {};
  /** A job whose machine is lost in the next runs, or whose environment a person refuses. */
  lostJob: string | null = null;
  /** By which somebody cancels the next run. */
  cancellation = new Cancellation();
  readonly #options: RehearsalOptions;
  readonly #pulls = new Map<number, PullRequest>();
  readonly #path = programs();
  // A day of work, all of it past: everything that happens takes a minute.
  #nowMs = Date.now() - 24 * 60 * MINUTE_MS;

  private constructor(options: RehearsalOptions) {
    this.#options = options;
    const { files, tool } = options;
    this.repository = new Repository(tool === undefined ? { ...toolFiles(), ...files } : files);
    const { repository, github } = this;
    github.state.history = (commit) => repository.history(commit);
    const repositories = new Map([[REPOSITORY, repository]]);
    if (tool !== undefined) repositories.set(TOOL, tool);
    this.forge = {
      repository: REPOSITORY,
      repositories,
      environments: options.environments,
      get apiUrl() {
        return github.fake.api;
      },
      caches: new Map(),
      tokenFor: (permissions) => github.tokenFor(permissions),
      onArtifact: (artifact) => this.#publish(artifact),
    };
  }

  static async begin(options: RehearsalOptions): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(options);
    await rehearsal.github.start();
    return rehearsal;
  }

  /** Opens a pull request, or pushes more to it, and runs what GitHub runs then. */
  async pullRequest(number: number, files: Files, { isFork = false } = {}): Promise<FinishedRun> {
    const branch = `change-${number}`;
    const head = this.repository.commit(branch, files);
    const base = this.repository.at(MAIN);
    const sha = this.repository.merge(`refs/heads/${branch}`, MAIN, `refs/pull/${number}/merge`);
    this.#pulls.set(number, { branch, base, head, isFork });
    const commits = this.repository.missing(head, MAIN);
    this.#note(number, { headSha: head, commits, updatedAt: this.#tick() });
    return this.#plan(number, sha);
  }

  /** Somebody changes the title of a pull request, or the branch that it is for. */
  edited(number: number, changes: Readonly<Record<string, Values>>): Promise<FinishedRun> {
    return this.#plan(number, this.repository.at(`refs/pull/${number}/merge`), { action: "edited", changes });
  }

  /** Runs the plan of a pull request once more, for the commit that it had before: merged or not. */
  plannedAgain(number: number): Promise<FinishedRun> {
    return this.#plan(number, this.repository.at(`refs/pull/${number}/merge`));
  }

  #plan(number: number, sha: string, more: Values = { action: "synchronize" }): Promise<FinishedRun> {
    const { branch, base, head, isFork } = this.#pull(number);
    const repo = { full_name: isFork ? "somebody/lists" : REPOSITORY };
    return this.#run("plan", {
      name: "pull_request",
      payload: {
        ...more,
        pull_request: { number, base: { sha: base, ref: "main" }, head: { sha: head, repo } },
      },
      ref: `refs/pull/${number}/merge`,
      sha,
      headSha: head,
      baseRef: "main",
      headRef: branch,
      fromFork: isFork,
    });
  }

  /** Files an artifact as the review of a pull request, as any workflow of its branch could. */
  fileReview(number: number, artifact: Artifact | undefined): void {
    if (artifact === undefined) throw new Error("there is no such artifact");
    this.#publish({ ...artifact, name: "blip-lists-review-lists", headSha: this.#pull(number).head });
  }

  /** Merges without running anything: as if another run were waiting already. */
  merge(number: number, way: "merge" | "squash" | "rebase" = "merge"): void {
    const { repository } = this;
    const { branch, head } = this.#pull(number);
    const from = `refs/heads/${branch}`;
    const own = repository.missing(head, MAIN);
    const became = {
      merge: () => [...own, repository.merge(from, MAIN, MAIN)],
      squash: () => [repository.squash(from)],
      rebase: () => repository.rebase(from),
    }[way]();
    this.#merged(number, became);
  }

  /**
   * Puts pull requests into the merge queue: each is planned on top of those before it, on a branch of the queue,
   * and main is moved there once all of them are.
   */
  async queue(...numbers: readonly number[]): Promise<readonly FinishedRun[]> {
    const { repository } = this;
    const runs: FinishedRun[] = [];
    const entries: { readonly number: number; readonly commits: readonly string[] }[] = [];
    let base = MAIN;
    for (const number of numbers) {
      const { branch, head } = this.#pull(number);
      const own = repository.missing(head, base);
      const [base_sha, head_ref] = [repository.at(base), `${QUEUE}/pr-${number}-${repository.at(base)}`];
      const sha = repository.merge(`refs/heads/${branch}`, base, head_ref);
      entries.push({ number, commits: [...own, sha] });
      const merge_group = { head_sha: sha, head_ref, base_sha, base_ref: MAIN };
      const payload = { action: "checks_requested", merge_group };
      runs.push(await this.#run("plan", { name: "merge_group", payload, ref: head_ref, sha, headSha: sha }));
      base = head_ref;
    }
    repository.moveMain(repository.at(base));
    for (const { number, commits } of entries) this.#merged(number, commits);
    return runs;
  }

  /** @param commits what became of it on main, the last of which GitHub calls its merge commit */
  #merged(number: number, commits: readonly string[]): void {
    const at = this.#tick();
    const mergeSha = commits.at(-1) ?? null;
    const { head } = this.#pull(number);
    this.#note(number, { headSha: head, commits, mergeSha, mergedAt: at, updatedAt: at });
  }

  /** A push to main, as main is now. */
  event(): Event {
    return this.#onMain("push", {});
  }

  /** What a push to main sets off, at once or after a while. */
  pushed(event = this.event()): Promise<FinishedRun> {
    return this.#run("apply", event);
  }

  started(workflow: WorkflowName, inputs: Readonly<Record<string, string>> = {}): Promise<FinishedRun> {
    return this.#run(workflow, this.#onMain("workflow_dispatch", inputs));
  }

  scheduled(): Promise<FinishedRun> {
    return this.#run("drift", this.#onMain("schedule", {}));
  }

  /** The comments of a pull request, as they are now. */
  commentsOn(number: number): string[] {
    return this.github.state.bodiesOn(number);
  }

  #onMain(name: Event["name"], inputs: Readonly<Record<string, string>>): Event {
    const sha = this.repository.at(MAIN);
    const payload = { inputs, repository: { default_branch: "main" } };
    return { name, payload, ref: MAIN, sha, headSha: sha };
  }

  async #run(workflow: WorkflowName, event: Event): Promise<FinishedRun> {
    const id = 1_001 + this.runs.length;
    const { state } = this.github;
    const createdAt = this.#tick();
    const run = {
      id,
      workflow: WORKFLOWS.indexOf(workflow) + 1,
      branch: event.headRef ?? event.ref.replace("refs/heads/", ""),
      event: event.name,
      sha: event.sha,
      createdAt,
      committedAt: createdAt,
    };
    state.addRun({ ...run, status: "in_progress" });
    const finished = await runWorkflow({
      forge: this.forge,
      event,
      workflow: `.github/workflows/${workflow}.yml`,
      runId: id,
      isOldServer: this.#options.isOldServer ?? false,
      lostJob: this.lostJob,
      cancellation: this.cancellation,
      path: this.#path,
    });
    state.runs.splice(
      state.runs.findIndex((one) => one.id === id),
      1,
    );
    state.addRun({ ...run, status: finished.conclusion });
    this.runs.push(finished);
    refuseLeaks(finished);
    return finished;
  }

  #publish({ name, files, headSha, runId }: Artifact): void {
    const zip = zipped(files);
    this.github.state.addArtifact({ name, runId, sha: headSha, zip, createdAt: this.#tick() });
    this.meanwhile(name);
  }

  #note(number: number, pull: Parameters<WorkflowGitHub["state"]["addPull"]>[1]): void {
    const { state } = this.github;
    const comments = state.issues.get(number)?.comments ?? [];
    state.addPull(number, pull).comments.push(...comments);
  }

  #pull(number: number): PullRequest {
    const pull = this.#pulls.get(number);
    if (pull === undefined) throw new Error(`there is no pull request #${number}`);
    return pull;
  }

  #tick(): string {
    this.#nowMs += MINUTE_MS;
    return new Date(this.#nowMs).toISOString();
  }
}
