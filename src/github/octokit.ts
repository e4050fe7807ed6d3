/** The parts of Octokit that are used here: the whole of it is a server's, with apps, webhooks and sign-in. */

import { Octokit as Core } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { restEndpointMethods } from "@octokit/plugin-rest-endpoint-methods";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";

export const Octokit = Core.plugin(restEndpointMethods, paginateRest, retry, throttling);

export type Octokit = InstanceType<typeof Octokit>;
