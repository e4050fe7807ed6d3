/** The uri of a command: relative (`/lists`) or absolute (`lime://wa.gw.msging.net/accounts/+55…`). */

export interface CommandUri {
  /** The part between `lime://` and the path, in lower case; null for a relative uri. */
  readonly authority: string | null;
  /** Decoded segments of the path: `@` and `%40` are the same, `+` is a plus. */
  readonly segments: readonly string[];
  /** Decoded query parameters. Of a name that comes twice, the last counts. */
  readonly query: ReadonlyMap<string, string>;
}

const ABSOLUTE = /^lime:\/\/([^/?#\s]+)(\/[^?#]*)?(?:\?(.*))?$/is;
const RELATIVE = /^(\/[^?#]*)(?:\?(.*))?$/s;

/**
 * @param plusInQuery what a raw `+` in the query stands for; in a path it is always a plus
 * @returns the parts, or null when the text is no uri
 */
export function parseCommandUri(text: string, plusInQuery: "space" | "literal"): CommandUri | null {
  const absolute = ABSOLUTE.exec(text);
  const relative = absolute === null ? RELATIVE.exec(text) : null;
  if (absolute === null && relative === null) return null;
  const path = absolute?.[2] ?? relative?.[1] ?? "/";
  const query = absolute?.[3] ?? relative?.[2] ?? "";
  if (/\s/.test(path)) return null;
  try {
    return {
      authority: absolute?.[1] === undefined ? null : decodeURIComponent(absolute[1]).toLowerCase(),
      segments: path.slice(1).split("/").map(decodeURIComponent),
      query: parseQuery(plusInQuery === "space" ? query.replaceAll("+", " ") : query),
    };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const part of text.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = equals < 0 ? part : part.slice(0, equals);
    query.set(decodeURIComponent(name), equals < 0 ? "" : decodeURIComponent(part.slice(equals + 1)));
  }
  return query;
}
