/** Reads a file from where GitHub keeps artifacts: another host, which is never shown the token. */

import { isSafeAddress } from "./environment.ts";
import type { Fetch } from "./fetch.ts";
import { GitHubTrouble } from "./trouble.ts";

const TIMEOUT_MS = 5 * 60_000;

/** @param fetch the way there. @throws GitHubTrouble where there is no answer, another than 200, or more than may be */
export async function download(
  fetch: Fetch,
  address: string,
  what: string,
  bytesMax: number,
): Promise<Uint8Array> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isSafeAddress(url))
    throw new GitHubTrouble("refused", `GitHub gave an address that is not safe ${what}`);
  const response = await fetch(url.href, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error: unknown) => {
      throw lost(what, url, error);
    },
  );
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new GitHubTrouble("refused", `${url.host} refused ${what} (${response.status})`);
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) break;
      pieces.push(piece);
    }
  } catch (error) {
    throw lost(what, url, error);
  }
  if (bytes > bytesMax)
    throw new GitHubTrouble("refused", `the file is over ${Math.floor(bytesMax / 1024 / 1024)} MiB`);
  return Buffer.concat(pieces);
}

/** Of the address only the host is told: what follows is signed, and a key for whoever has it. */
function lost(what: string, { host }: URL, error: unknown): GitHubTrouble {
  const reason =
    error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "no connection";
  return new GitHubTrouble("lost", `${host} could not be reached ${what}: ${reason}`);
}
