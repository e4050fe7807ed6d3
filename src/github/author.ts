/** Whose comments and issues are ours. */

import type { Connection } from "./connection.ts";

/** Writes with the token that a workflow is given. */
const ACTIONS_BOT = "github-actions[bot]";
/** Tokens of people can be asked whose they are; those of apps cannot. */
const OF_A_PERSON = /^(?:ghp|gho|ghu|github_pat)_/;

/** @param named what the person says; null where they say nothing */
export async function authorOf(named: string | null, token: string, connection: Connection): Promise<string> {
  if (named !== null) return named;
  if (!OF_A_PERSON.test(token)) return ACTIONS_BOT;
  const question = { what: "to say whose token it is", permission: "metadata: read" };
  const { data } = await connection.ask(question, () => connection.octokit.rest.users.getAuthenticated());
  return data.login;
}
