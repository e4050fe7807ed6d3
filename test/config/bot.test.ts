import { describe, expect, test } from "vitest";
import type { BotSettings } from "../../src/config/bot.ts";
import { readBotFile } from "../../src/config/bot.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { renderDiagnostics } from "../../src/report/diagnostics-text.ts";
import { renderFailureJson } from "../../src/report/json.ts";
import { plainStyle } from "../../src/report/style.ts";
import { failureWith, refusedBy, spoken } from "../support/said.ts";
import { configure, inOneLine, listOf } from "./files.ts";

const DEFAULTS: BotSettings = {
  contract: null,
  bot: null,
  commandsPerSecond: 48,
  defaultCountry: "BR",
  limits: DEFAULT_LIMITS,
  approval: "inform",
};
const KEY = Buffer.from("acmebot:not-a-real-access-key").toString("base64");

function settingsOf(text: string) {
  const { settings, diagnostics } = readBotFile({ file: "lists/bot.yaml", text });
  return { settings, diagnostics: diagnostics.map(spoken) };
}

describe("the settings of a bot", () => {
  test("have defaults, without the file as without a line of it", () => {
    expect(readBotFile(null)).toMatchObject({ settings: DEFAULTS, diagnostics: [] });
    expect(settingsOf("{}")).toEqual({ settings: DEFAULTS, diagnostics: [] });
  });

  test("are read, all of them", () => {
    const text =
      "contract: acme-2\nbot: acmenotifications\ncommandsPerSecond: 200\ndefaultCountry: MX\nmaxLookups: 50\n" +
      "maxAdditions: 500\nmaxAdditionsPerList: 400\nmaxNewLists: 3\nmaxGrowthPercent: 12.5\napproval: require\n";
    expect(settingsOf(text)).toEqual({
      settings: {
        contract: "acme-2",
        bot: "acmenotifications",
        commandsPerSecond: 200,
        defaultCountry: "MX",
        limits: {
          maxAdditions: 500,
          maxAdditionsPerList: 400,
          maxNewLists: 3,
          maxLookups: 50,
          maxGrowthPercent: 12.5,
        },
        approval: "require",
      },
      diagnostics: [],
    });
  });

  test.each([
    ["contract: 2026", { contract: "2026" }],
    ["bot: 007", { bot: "007" }],
    ["commandsPerSecond: 1", { commandsPerSecond: 1 }],
    ["commandsPerSecond: 1000", { commandsPerSecond: 1000 }],
    ["commandsPerSecond: 12.5", { commandsPerSecond: 12.5 }],
    ['commandsPerSecond: "48"', { commandsPerSecond: 48 }],
    ["defaultCountry: NO", { defaultCountry: "NO" }],
    ['defaultCountry: "PT"', { defaultCountry: "PT" }],
  ])("may be written so: %s", (text, setting) => {
    expect(settingsOf(text)).toEqual({ settings: { ...DEFAULTS, ...setting }, diagnostics: [] });
  });

  test.each([
    ["contract: acme.http.msging.net", "1:11", /^contract must be letters, digits and hyphens alone/],
    ["contract: acme/x", "1:11", /^contract must be letters/],
    ["contract: -acme", "1:11", /^contract must be letters/],
    ['contract: ""', "1:11", /^contract must be letters/],
    [`contract: ${"a".repeat(64)}`, "1:11", /^contract must be letters/],
    ["contract:", "1:10", /^contract must be text, not empty/],
    ["contract: true", "1:11", /^contract must be text, not true or false/],
    ["contract: [acme]", "1:11", /^contract must be text, not a list/],
    ["bot:", "1:5", /^bot must be text, not empty/],
    ["bot: true", "1:6", /^bot must be text, not true or false/],
    ['bot: "a b"', "1:6", /^bot must be the bot's identifier/],
    ["bot: acme@msging.net", "1:6", /^bot must be the bot's identifier/],
    ["commandsPerSecond: 0", "1:20", /^commandsPerSecond must be at least 1$/],
    ["commandsPerSecond: -5", "1:20", /^commandsPerSecond must be at least 1/],
    ["commandsPerSecond: 1001", "1:20", /^commandsPerSecond must be at most 1000$/],
    ["commandsPerSecond: fast", "1:20", /^commandsPerSecond must be a number, not text, for example 48/],
    ["commandsPerSecond: 4_8", "1:20", /^commandsPerSecond must be a number/],
    ["commandsPerSecond: .inf", "1:20", /^commandsPerSecond must be a number/],
    ["commandsPerSecond: true", "1:20", /^commandsPerSecond must be a number, not true or false/],
    ["commandsPerSecond:", "1:19", /^commandsPerSecond must be a number, not empty/],
    ["commandsPerSecond: [48]", "1:20", /^commandsPerSecond must be a number, not a list/],
    [
      "defaultCountry: br",
      "1:17",
      /^defaultCountry must be two capital letters of ISO 3166, for example "BR"/,
    ],
    ["defaultCountry: Brazil", "1:17", /^defaultCountry must be two capital letters/],
    ["defaultCountry: constructor", "1:17", /^defaultCountry must be two capital letters/],
    ["defaultCountry: XX", "1:17", /^there is no country "XX": write two letters of ISO 3166/],
    ["defaultCountry: true", "1:17", /^defaultCountry must be text, not true or false/],
    ["contracts: acme", "1:1", /^unknown key "contracts": did you mean "contract"\?/],
    ["key: x", "1:1", /^unknown key "key"/],
    ["- contract: acme", "1:1", /^this document must be a mapping/],
    ["contract: &c acme", "1:14", /^anchors/],
    ["", "1:1", /^the file is empty: fill it in or delete it/],
    ["contract: acme\n---\nbot: other", "3:1", /^bot.yaml holds one document: remove this one/],
  ])("that are wrong are told, and none is used: %s", (text, place, message) => {
    const { settings, diagnostics } = settingsOf(text);
    expect(diagnostics.map(inOneLine)).toEqual([expect.stringMatching(`^lists/bot.yaml:${place} error `)]);
    expect(diagnostics[0]?.message).toMatch(message);
    expect(settings).toEqual(DEFAULTS);
  });

  test("never hold a key, not even in a comment: that is told, and the key is not shown", () => {
    for (const text of [
      `contract: ${KEY}`,
      `bot: ${KEY}`,
      `key: Key ${KEY}`,
      `contract: acme # Key ${KEY}`,
    ]) {
      const { diagnostics } = settingsOf(text);
      expect(diagnostics.map(({ code }) => code)).toContain("key-in-file");
      expect(renderDiagnostics(diagnostics, { style: plainStyle, masked: false })).not.toContain(KEY);
      expect(renderFailureJson(failureWith(3, refusedBy("x"), diagnostics), { masked: false })).not.toContain(
        KEY,
      );
    }
  });

  test("keep their country where something else is wrong: the numbers are still read by it", () => {
    const files = { "bot.yaml": "defaultCountry: PT\nbot: true", "vip.yaml": listOf("912 345 678") };
    expect(configure(files).diagnostics.map(inOneLine)).toEqual(["lists/bot.yaml:2:6 error schema-type"]);
  });

  test("may hold comments alone: every setting has its default", () => {
    const { settings, diagnostics } = readBotFile({
      file: "lists/bot.yaml",
      text: "# contract: acme\n\n",
    });
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchObject({ contract: null, commandsPerSecond: 48, defaultCountry: "BR" });
  });
});
