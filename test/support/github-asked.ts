/** What a route of the imitation of GitHub is asked, and how it refuses. */

import type { Permission } from "./github-rules.ts";
import { refusal } from "./github-rules.ts";
import type { GitHubState } from "./github-state.ts";

export interface Asked {
  readonly state: GitHubState;
  /** Base of the API, without a slash at its end. */
  readonly api: string;
  readonly repository: string;
  /** Whose token it is. */
  readonly login: string;
  readonly url: URL;
  readonly body: unknown;
  readonly may: (permission: Permission) => boolean;
}

export type Handler = (asked: Asked, id: number, second: number) => Response;

export const NOT_FOUND = () => refusal(404, "Not Found");
export const NOT_ALLOWED = () => refusal(403, "Resource not accessible by integration");
