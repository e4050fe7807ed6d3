/** Creates something on GitHub once, though an answer may be lost. */

import { GitHubTrouble } from "./trouble.ts";

/** Where it is not known whether it was created, it is looked for before it is created again. */
export async function createOnce<T>(create: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof GitHubTrouble) || error.kind !== "lost") throw error;
    return (await find()) ?? (await create());
  }
}
