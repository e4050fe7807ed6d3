/** Asks Blip just what a desired state needs to be compared with. */

import pMap from "p-map";
import { identityKey } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey, listNameOf } from "../domain/list-name.ts";
import type { LiveList, LiveState } from "../domain/state.ts";
import type { Paging } from "./collection.ts";
import { readCollection, unknownPaging } from "./collection.ts";
import type { BlipReader } from "./reader.ts";
import { PageRefused } from "./reader.ts";

const LISTS_AT_ONCE = 4;

/** Told of what has been read so far, for a progress bar. */
export interface SurveyProgress {
  /** The members of one more page. */
  membersRead(count: number): void;
}

/**
 * Reads which of the lists exist, and who is on those.
 * @throws IncompleteCollection, or the error of a fault: never a state that lacks something Blip has
 */
export async function survey(
  reader: BlipReader,
  lists: readonly ListName[],
  progress?: SurveyProgress,
): Promise<LiveState> {
  if (lists.length === 0) return { lists: new Map() };
  const existing = await existingLists(reader);
  const paging = unknownPaging();
  const entries = await pMap(
    lists.filter((name) => existing.has(listKey(name))),
    async (name): Promise<[string, LiveList] | null> => {
      const recipients = await recipientsOf(reader, name, paging, progress);
      return recipients && [listKey(name), { recipients }];
    },
    { concurrency: LISTS_AT_ONCE },
  );
  return { lists: new Map(entries.filter((entry) => entry !== null)) };
}

/** @returns the keys of the names of all lists of the bot. */
export async function existingLists(reader: BlipReader): Promise<Set<string | null>> {
  try {
    const identities = await readCollection(
      "the collection of lists",
      (window) => reader.lists(window),
      unknownPaging(),
      { keyOf: identityKey },
    );
    return new Set([...identities].map(listNameOf));
  } catch (error) {
    throw error instanceof PageRefused ? error.cause : error;
  }
}

/** @returns the keys of the recipients, or null when the list was deleted since the lists were read. */
async function recipientsOf(
  reader: BlipReader,
  name: ListName,
  paging: Paging,
  progress: SurveyProgress | undefined,
): Promise<Set<string> | null> {
  try {
    return await readCollection(`the list ${name}`, (window) => reader.recipients(name, window), paging, {
      keyOf: identityKey,
      onPage: ({ length }) => progress?.membersRead(length),
    });
  } catch (error) {
    if (!(error instanceof PageRefused)) throw error;
    if (error.listMayBeMissing) return null;
    throw error.cause;
  }
}
