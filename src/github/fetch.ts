/** The way from this machine to GitHub, which may lead through a proxy. */

/** The part of `fetch` that is used: undici's and the platform's both fit. */
export type Fetch = (address: string, init: FetchOptions) => Promise<Answer>;

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly redirect?: "follow" | "manual" | "error";
  readonly signal?: AbortSignal;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Iterable<[string, string]>;
  readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
  text(): Promise<string>;
}
