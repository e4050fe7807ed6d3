/** Which bot at which address: the environment and `bot.yaml` brought together. Pure. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { IdentitiesOwner } from "../domain/identity-records.ts";
import type { BotKey } from "../domain/key.ts";
import { looksLikeKey, parseKey } from "../domain/key.ts";
import type { BotSettings } from "./bot.ts";

interface Connection {
  readonly key: BotKey;
  /** The whole address commands are posted to. */
  readonly endpoint: URL;
  /** The contract id; where only an address is known, its host name. */
  readonly contract: string;
  /** The identifier inside the key. */
  readonly bot: string;
  readonly answers: Answers;
}

/** Whose the answers of look-ups are that are got through a connection. */
export interface Answers {
  readonly owner: IdentitiesOwner;
  /**
   * Whether they come from this machine: from an emulator, in all likelihood, whatever contract is named. What it
   * makes up must never be taken for what Blip said.
   */
  readonly isLocal: boolean;
  /** Whether a file that does not say whose it is may be taken for theirs. */
  readonly mayTakeFile: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type ConnectionResult =
  | { readonly connection: Connection }
  | { readonly diagnostics: readonly Diagnostic[]; readonly fault: "key" | "settings" };

const CONTRACT = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** Blip's hosts: `{contract}.http.msging.net`; bots of the first years have no contract in theirs. */
const BLIP_HOST = /^(?:([a-z0-9-]+)\.)?http\.msging\.net\.?$/i;
const BLIP_PATH = "/commands";
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

const WHERE_THE_KEY_IS =
  "in Blip's portal open your bot, Settings, Access keys, create a key and copy its HTTP authorization (it is shown once)";

/** Whether an address is one of this machine's own. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}

export function isBlipHost({ hostname }: URL): boolean {
  return BLIP_HOST.test(hostname);
}

/** Reads BLIP_KEY, BLIP_CONTRACT and BLIP_ENDPOINT and holds them against `bot.yaml`. */
export function connect(environment: Environment, settings: BotSettings): ConnectionResult {
  const address = addressOf(environment, settings);
  if ("diagnostics" in address) return { ...address, fault: "settings" };
  const text = environment.BLIP_KEY?.trim() ?? "";
  const parsed = parseKey(text);
  if (parsed === null) {
    const wrong = text === "" ? "is not set" : "is not a bot's key (base64 of identifier:access key)";
    return { diagnostics: [problem("key", `BLIP_KEY ${wrong}: ${WHERE_THE_KEY_IS}`)], fault: "key" };
  }
  if (settings.bot !== null && settings.bot.toLowerCase() !== parsed.bot.toLowerCase()) {
    const message = `bot.yaml is for the bot "${settings.bot}", but BLIP_KEY is another bot's: set the key of ${settings.bot}`;
    return { diagnostics: [problem("other-bot", message)], fault: "settings" };
  }
  const answers = answersOf(address, parsed.bot, environment);
  return { connection: { ...address, key: parsed.key, bot: parsed.bot, answers } };
}

/** A contract has no dot and no `@`: the address of this machine is none, and neither is one that stands behind it. */
function answersOf(
  { endpoint, contract }: { readonly endpoint: URL; readonly contract: string },
  bot: string,
  environment: Environment,
): Answers {
  const isLocal = isLoopback(endpoint);
  const named = contract === endpoint.hostname.toLowerCase() ? "" : `${contract}@`;
  const owner = { contract: isLocal ? `${named}127.0.0.1` : contract, bot: bot.toLowerCase() };
  return { owner, isLocal, mayTakeFile: !isLocal || Boolean(environment.BLIP_CONTRACT?.trim()) };
}

function addressOf(
  environment: Environment,
  settings: BotSettings,
): { endpoint: URL; contract: string } | { diagnostics: Diagnostic[] } {
  const fromEnvironment = environment.BLIP_CONTRACT?.trim() || null;
  const endpointText = environment.BLIP_ENDPOINT?.trim() || null;
  const refuse = (code: string, message: string) => ({ diagnostics: [problem(code, message)] });
  // Whoever swaps the two variables must not find the key in a message, or in the address of a look-up.
  if (fromEnvironment !== null && (!CONTRACT.test(fromEnvironment) || looksLikeKey(fromEnvironment))) {
    return refuse(
      "contract",
      "BLIP_CONTRACT is no contract id: letters, digits and hyphens alone (the xyz of https://xyz.http.msging.net)",
    );
  }
  const endpoint = endpointText === null ? null : parseEndpoint(endpointText);
  if (typeof endpoint === "string") return refuse("endpoint", endpoint);
  const fromHost = endpoint === null ? null : (BLIP_HOST.exec(endpoint.hostname)?.[1] ?? null);
  const named = [
    { where: "BLIP_ENDPOINT", contract: fromHost },
    { where: "BLIP_CONTRACT", contract: fromEnvironment },
    { where: "bot.yaml", contract: settings.contract },
  ].filter((one): one is { where: string; contract: string } => one.contract !== null);
  const [first] = named;
  const other = named.find(({ contract }) => contract.toLowerCase() !== first?.contract.toLowerCase());
  if (first && other) {
    return refuse(
      "other-contract",
      `${first.where} names the contract "${first.contract}", ${other.where} names "${other.contract}": they must be the same, so that no list reaches the wrong bot`,
    );
  }
  if (endpoint !== null) return { endpoint, contract: (first?.contract ?? endpoint.hostname).toLowerCase() };
  if (first === undefined) {
    return refuse(
      "no-contract",
      "no contract: set BLIP_CONTRACT, or contract in bot.yaml (the xyz of https://xyz.http.msging.net in Blip's portal)",
    );
  }
  const contract = first.contract.toLowerCase();
  return { endpoint: new URL(`https://${contract}.http.msging.net${BLIP_PATH}`), contract };
}

/** @returns the address, or what is wrong with it. */
function parseEndpoint(text: string): URL | string {
  if (!URL.canParse(text)) return "BLIP_ENDPOINT is no address: write the whole of it, https://…/commands";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return "BLIP_ENDPOINT must not hold a user or password: the key alone is sent";
  if (url.search !== "" || url.hash !== "")
    return "BLIP_ENDPOINT must end with its path: remove what follows the ? or #";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url)))
    return "BLIP_ENDPOINT must begin with https:// (http:// is for this machine's own addresses alone): the key must not travel in the open";
  if (isBlipHost(url) && url.pathname !== BLIP_PATH)
    return `Blip takes commands at ${BLIP_PATH} alone: end BLIP_ENDPOINT with it`;
  return url;
}

function problem(code: string, message: string): Diagnostic {
  return { severity: "error", code, message };
}
