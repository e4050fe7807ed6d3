/** A repository on an imitation of GitHub: people open and merge pull requests, and its workflows run. */

import { Cancellation } from "./workflow-cancel.ts";
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
    this.#note(number, { headSha: head, updatedAt: this.#tick() });
    return this.#plan(number, sha);
  }

  /** Runs the plan of a pull request once more, for the commit that it had before: merged or not. */
  plannedAgain(number: number): Promise<FinishedRun> {
    return this.#plan(number, this.repository.at(`refs/pull/${number}/merge`));
  }

  #plan(number: number, sha: string): Promise<FinishedRun> {
    const { branch, base, head, isFork } = this.#pull(number);
    const repo = { full_name: isFork ? "somebody/lists" : REPOSITORY };
    return this.#run("plan", {
      name: "pull_request",
      payload: { pull_request: { number, base: { sha: base, ref: "main" }, head: { sha: head, repo } } },
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
  merge(number: number): void {
    const { branch, head } = this.#pull(number);
    const mergeSha = this.repository.merge(`refs/heads/${branch}`, MAIN, MAIN);
    const at = this.#tick();
    this.#note(number, { headSha: head, mergeSha, mergedAt: at, updatedAt: at });
  }

  /** What a push to main sets off. */
  pushed(): Promise<FinishedRun> {
    return this.#run("apply", this.#onMain("push", {}));
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
      branch: event.headRef ?? "main",
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

  #publish({ name, files, headSha }: Artifact): void {
    this.github.state.addArtifact({ name, sha: headSha, zip: zipped(files), createdAt: this.#tick() });
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
