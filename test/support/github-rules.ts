/** How an imitation of GitHub refuses, pages, and looks for what must not have been sent. */

const DOCS = "https://docs.github.com/rest";

export const BODY_MAX = 65_536;

export type Permission = "pull-requests: write" | "issues: write" | "actions: read" | "contents: read";

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}

export function refusal(status: number, message: string, more: object = {}): Response {
  return json({ message, documentation_url: DOCS, status: String(status), ...more }, status);
}

export function invalidBody(resource: string): Response {
  const message = `Body is too long (maximum is ${BODY_MAX} characters)`;
  return refusal(422, "Validation Failed", {
    errors: [{ resource, code: "unprocessable", field: "data", message }],
  });
}

/** GitHub's words when too much content is created in a short time. */
export function secondaryRateLimit(status: 403 | 429, retryAfterSeconds: number): Response {
  const message =
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.";
  return json({ message, documentation_url: DOCS }, status, { "retry-after": String(retryAfterSeconds) });
}

export function rateLimit(resetInSeconds: number): Response {
  const reset = Math.floor(Date.now() / 1_000) + resetInSeconds;
  return json({ message: "API rate limit exceeded for installation.", documentation_url: DOCS }, 403, {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(reset),
  });
}

/** @returns one page of it, and the header that leads to the next */
export function paged<T>(
  url: URL,
  entries: readonly T[],
  absent = 30,
): { page: readonly T[]; headers: Record<string, string> } {
  const perPage = numberIn(url, "per_page", absent, 100);
  const page = numberIn(url, "page", 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(entries.length / perPage));
  const to = (number: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(number));
    return `<${target}>; rel="${rel}"`;
  };
  const links = page < last ? [to(page + 1, "next"), to(last, "last")] : [];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(", ") } : {};
  return { page: entries.slice((page - 1) * perPage, page * perPage), headers };
}

function numberIn(url: URL, name: string, absent: number, max: number): number {
  const text = url.searchParams.get(name);
  return text === null ? absent : Math.min(max, Math.max(1, Number(text)));
}

const PHONE = /(?<!\d)(?:\+?55[\s().-]*)?\(?\d{2}\)?[\s.-]*9?\d{4}[\s.-]?\d{4}(?!\d)/;

/** @returns a phone number that stands in full in a text, written out or in character references, or null: digits of a commit's id are none */
export function phoneNumberIn(text: string): string | null {
  const plain = text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/sha256:[0-9a-f]{64}/g, "")
    .replace(/\b(?=\d*[a-f])[0-9a-f]{40}\b/g, "")
    .replace(/\/actions\/runs\/\d+/g, "");
  return PHONE.exec(plain)?.[0] ?? null;
}
