import { describe, expect, test } from "vitest";
import type { BotSettings } from "../../src/config/bot.ts";
import { readBotFile } from "../../src/config/bot.ts";
import type { ConnectionResult, Environment } from "../../src/config/connection.ts";
import { connect } from "../../src/config/connection.ts";
import { spoken } from "../support/said.ts";

const KEY = Buffer.from("acmebot:not-a-real-access-key").toString("base64");

function settingsWith(settings: Partial<BotSettings>): BotSettings {
  return { ...readBotFile(null).settings, ...settings };
}

function connectWith(environment: Environment, settings: Partial<BotSettings> = {}): ConnectionResult {
  return connect({ BLIP_KEY: KEY, ...environment }, settingsWith(settings));
}

/** The address and the contract, or the fault and what is said of it. */
function outcome(environment: Environment, settings: Partial<BotSettings> = {}): string {
  const result = connectWith(environment, settings);
  if ("connection" in result) return `${result.connection.endpoint.href} (${result.connection.contract})`;
  return `${result.fault}: ${result.diagnostics.map((one) => spoken(one).message).join("\n")}`;
}

describe("the key", () => {
  test.each([KEY, `Key ${KEY}`, `key ${KEY}`, `  Key  ${KEY}\n`, `\t${KEY}\r\n`])(
    "is taken from %j",
    (text) => {
      expect(connectWith({ BLIP_KEY: text, BLIP_CONTRACT: "acme" })).toMatchObject({
        connection: { key: KEY, bot: "acmebot" },
      });
    },
  );

  test.each([
    ["absent", undefined, /^key: BLIP_KEY is not set: in Blip's portal/],
    ["empty", "", /^key: BLIP_KEY is not set: in Blip's portal/],
    ["blank", " \n", /^key: BLIP_KEY is not set/],
    ["its word alone", "Key ", /^key: BLIP_KEY is not a bot's key/],
    ["not base64", "acmebot:not-a-real-access-key", /^key: BLIP_KEY is not a bot's key \(base64 of/],
    ["without a colon", Buffer.from("acmebot").toString("base64"), /^key: BLIP_KEY is not a bot's key/],
    ["of two lines", `${KEY}\n${KEY}`, /^key: BLIP_KEY is not a bot's key/],
    ["quoted", `"${KEY}"`, /^key: BLIP_KEY is not a bot's key/],
  ])("that is %s is told, with where it is found", (_what, text, message) => {
    expect(outcome({ BLIP_KEY: text, BLIP_CONTRACT: "acme" })).toMatch(message);
    expect(outcome({ BLIP_KEY: text, BLIP_CONTRACT: "acme" })).toMatch(/Settings, Access keys/);
  });

  test("of another bot than bot.yaml says is refused", () => {
    expect(outcome({ BLIP_CONTRACT: "acme" }, { bot: "otherbot" })).toMatch(
      /^settings: bot.yaml is for the bot "otherbot", but BLIP_KEY is the key of another bot: set the key of otherbot/,
    );
    expect(outcome({ BLIP_CONTRACT: "acme" }, { bot: "ACMEbot" })).toMatch(/^https/);
  });
});

describe("the contract", () => {
  const acme = "https://acme.http.msging.net/commands (acme)";

  test.each<[string, Environment, Partial<BotSettings>]>([
    ["from the environment", { BLIP_CONTRACT: "acme" }, {}],
    ["with blanks around it", { BLIP_CONTRACT: " acme\n" }, {}],
    ["in capitals", { BLIP_CONTRACT: "ACME" }, {}],
    ["from bot.yaml", {}, { contract: "acme" }],
    ["from bot.yaml, the environment empty", { BLIP_CONTRACT: "", BLIP_ENDPOINT: " " }, { contract: "acme" }],
    ["from the endpoint", { BLIP_ENDPOINT: "https://acme.http.msging.net/commands" }, {}],
    [
      "from all three alike",
      { BLIP_CONTRACT: "acme", BLIP_ENDPOINT: "https://Acme.http.msging.net/commands" },
      { contract: "ACME" },
    ],
  ])("makes the address: %s", (_from, environment, settings) => {
    expect(outcome(environment, settings)).toBe(acme);
  });

  test("that nobody names is asked for", () => {
    expect(outcome({})).toMatch(/^settings: no contract: set BLIP_CONTRACT, or contract in bot.yaml/);
  });

  test.each<[string, Environment, Partial<BotSettings>, RegExp]>([
    [
      "environment and bot.yaml",
      { BLIP_CONTRACT: "acme" },
      { contract: "other" },
      /BLIP_CONTRACT .*"acme", and bot.yaml .*"other"/,
    ],
    [
      "endpoint and environment",
      { BLIP_ENDPOINT: "https://acme.http.msging.net/commands", BLIP_CONTRACT: "other" },
      {},
      /BLIP_ENDPOINT .*"acme", and BLIP_CONTRACT .*"other"/,
    ],
    [
      "endpoint and bot.yaml",
      { BLIP_ENDPOINT: "https://acme.http.msging.net/commands" },
      { contract: "other" },
      /BLIP_ENDPOINT .*"acme", and bot.yaml .*"other"/,
    ],
    [
      "endpoint with a dot behind its host, and bot.yaml",
      { BLIP_ENDPOINT: "https://acme.http.msging.net./commands" },
      { contract: "other" },
      /BLIP_ENDPOINT .*"acme", and bot.yaml .*"other"/,
    ],
    [
      "endpoint elsewhere, environment and bot.yaml",
      { BLIP_ENDPOINT: "http://127.0.0.1:8080/commands", BLIP_CONTRACT: "acme" },
      { contract: "other" },
      /BLIP_CONTRACT .*"acme", and bot.yaml .*"other"/,
    ],
  ])("that differs is refused: %s", (_where, environment, settings, message) => {
    expect(outcome(environment, settings)).toMatch(message);
    expect(outcome(environment, settings)).toMatch(/^settings: .*so that no list reaches the wrong bot$/);
  });

  test.each([
    "acme.http.msging.net",
    "evil.example/",
    "acme/x",
    "acme?x",
    "acme#x",
    "acme@evil.example",
    "acme:443",
    "https://acme.http.msging.net",
    "..",
    "-acme",
    "acme-",
    "ac me",
    "acmé",
    "\u212aelvin",
    "a".repeat(64),
    KEY,
    KEY.replaceAll("=", ""),
  ])("that could lead the key elsewhere is refused: %s", (contract) => {
    expect(outcome({ BLIP_CONTRACT: contract })).toMatch(
      /^settings: BLIP_CONTRACT is not a contract id: write letters/,
    );
  });
});

describe("the endpoint", () => {
  test.each([
    ["https://http.msging.net/commands", "https://http.msging.net/commands (http.msging.net)"],
    ["https://gateway.example:8443/blip", "https://gateway.example:8443/blip (gateway.example)"],
    ["http://localhost:8080/commands", "http://localhost:8080/commands (localhost)"],
    ["http://127.0.0.1:8080/commands", "http://127.0.0.1:8080/commands (127.0.0.1)"],
    ["http://127.8.9.1/commands", "http://127.8.9.1/commands (127.8.9.1)"],
    ["http://[::1]:8080/commands", "http://[::1]:8080/commands ([::1])"],
    ["HTTP://LocalHost/commands", "http://localhost/commands (localhost)"],
  ])("may be %s", (endpoint, expected) => {
    expect(outcome({ BLIP_ENDPOINT: endpoint })).toBe(expected);
  });

  test("has the contract's name where one is named", () => {
    expect(outcome({ BLIP_ENDPOINT: "http://127.0.0.1:8080/commands", BLIP_CONTRACT: "Acme" })).toBe(
      "http://127.0.0.1:8080/commands (acme)",
    );
  });

  test.each([
    ["acme.http.msging.net/commands", /is not an address: write all of it/],
    ["//acme.http.msging.net/commands", /is not an address/],
    ["http://acme.http.msging.net/commands", /must begin with https:/],
    ["http://127.0.0.1.example/commands", /must begin with https:/],
    ["http://localhost.example/commands", /must begin with https:/],
    ["http://[::2]/commands", /must begin with https:/],
    ["http://10.0.0.1/commands", /must begin with https:/],
    ["ftp://127.0.0.1/commands", /must begin with https:/],
    ["file:///etc/passwd", /must begin with https:/],
    ["https://user:password@gateway.example/commands", /must not have a user or password/],
    ["http://localhost@gateway.example/commands", /must not have a user or password/],
    ["https://gateway.example/commands?key=x", /must end with its path/],
    ["https://gateway.example/commands#x", /must end with its path/],
    ["https://acme.http.msging.net", /end BLIP_ENDPOINT with it/],
    ["https://acme.http.msging.net/messages", /Blip takes commands at \/commands only/],
  ])("must not be %s", (endpoint, message) => {
    expect(outcome({ BLIP_ENDPOINT: endpoint })).toMatch(/^settings: /);
    expect(outcome({ BLIP_ENDPOINT: endpoint })).toMatch(message);
  });
});

test("no message holds the key, whatever is put where", () => {
  const places: Environment[] = [
    KEY,
    `Key ${KEY}`,
    KEY.replaceAll("=", ""),
    `https://${KEY}@x.example/`,
  ].flatMap((text) => [
    { BLIP_KEY: "acme", BLIP_CONTRACT: text },
    { BLIP_KEY: text, BLIP_CONTRACT: text },
    { BLIP_ENDPOINT: text },
    { BLIP_ENDPOINT: `https://gateway.example/?key=${text}` },
    { BLIP_ENDPOINT: `https://user:${text}@gateway.example/` },
    { BLIP_KEY: `"${text}"`, BLIP_CONTRACT: "acme" },
    { BLIP_KEY: `${text} ${text}`, BLIP_CONTRACT: "acme" },
    { BLIP_KEY: text, BLIP_CONTRACT: "other" },
  ]);
  const secret = KEY.replaceAll("=", "");
  for (const environment of places) {
    const result = connectWith(environment, { contract: "acme", bot: "otherbot" });
    expect(result).toHaveProperty("diagnostics");
    expect(JSON.stringify(result)).not.toContain(secret);
  }
});

describe("answers of look-ups", () => {
  const answersWith = (environment: Environment, settings: Partial<BotSettings> = {}) => {
    const result = connectWith(environment, settings);
    if ("diagnostics" in result) throw new Error(result.diagnostics[0]?.code);
    const { owner, isLocal, mayTakeFile } = result.connection.answers;
    return `${owner.bot} of ${owner.contract}${isLocal ? ", local" : ""}${mayTakeFile ? ", takes" : ""}`;
  };
  const endpoint = (host: string) => ({ BLIP_ENDPOINT: `http://${host}:8080/commands` });

  test.each<[string, Environment, Partial<BotSettings>, string]>([
    ["the contract's", { BLIP_CONTRACT: "Acme" }, {}, "acmebot of acme, takes"],
    ["the contract's of bot.yaml", {}, { contract: "acme" }, "acmebot of acme, takes"],
    [
      "those behind a proxy",
      { BLIP_ENDPOINT: "https://proxy.acme.example/x", BLIP_CONTRACT: "acme" },
      {},
      "acmebot of acme, takes",
    ],
    ["an emulator's", endpoint("127.0.0.1"), {}, "acmebot of 127.0.0.1, local"],
    ["an emulator's by another name", endpoint("localhost"), {}, "acmebot of 127.0.0.1, local"],
    ["an emulator's by a third", endpoint("[::1]"), {}, "acmebot of 127.0.0.1, local"],
    [
      "an emulator's beside a real bot's lists",
      endpoint("127.0.0.1"),
      { contract: "acme" },
      "acmebot of acme@127.0.0.1, local",
    ],
    [
      "an emulator's that is said to be a contract's",
      { ...endpoint("127.0.0.1"), BLIP_CONTRACT: "acme" },
      {},
      "acmebot of acme@127.0.0.1, local, takes",
    ],
  ])("are %s", (_, environment, settings, expected) => {
    expect(answersWith(environment, settings)).toBe(expected);
  });
});
