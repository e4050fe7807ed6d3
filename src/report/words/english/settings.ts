/** What is wrong with settings: bot.yaml, the environment, or the two together. */

import type { SettingFacts } from "../../../domain/facts/settings.ts";
import type { Words } from "../types.ts";
import { byCause } from "../types.ts";

export const WHERE_THE_KEY_IS =
  "in Blip's portal open your bot, Settings, Access keys, create a key and copy its HTTP authorization (it is shown once)";

export const settingWords: Words<SettingFacts> = {
  "two-documents": () => "bot.yaml has one document: remove this one",
  "unknown-country": ({ country }) =>
    `there is no country "${country}": write two letters of ISO 3166, for example BR`,
  key: byCause<SettingFacts["key"]>({
    missing: () => `BLIP_KEY is not set: ${WHERE_THE_KEY_IS}`,
    form: () => `BLIP_KEY is not a bot's key (base64 of identifier:access key): ${WHERE_THE_KEY_IS}`,
  }),
  contract: () =>
    "BLIP_CONTRACT is not a contract id: write letters, digits and hyphens only (the xyz of https://xyz.http.msging.net)",
  "no-contract": () =>
    "no contract: set BLIP_CONTRACT, or contract in bot.yaml (the xyz of https://xyz.http.msging.net in Blip's portal)",
  "other-contract": ({ first, other }) =>
    `${first.where} names the contract "${first.contract}", and ${other.where} names "${other.contract}": make them the same, so that no list reaches the wrong bot`,
  "other-bot": ({ bot }) =>
    `bot.yaml is for the bot "${bot}", but BLIP_KEY is the key of another bot: set the key of ${bot}`,
  endpoint: byCause<SettingFacts["endpoint"]>({
    form: () => "BLIP_ENDPOINT is not an address: write all of it, https://…/commands",
    user: () => "BLIP_ENDPOINT must not have a user or password: only the key is sent",
    query: () => "BLIP_ENDPOINT must end with its path: remove the ? or # and what follows",
    scheme: () =>
      "BLIP_ENDPOINT must begin with https:// (http:// is for this machine's own addresses only): the key must not be sent unencrypted",
    path: ({ path }) => `Blip takes commands at ${path} only: end BLIP_ENDPOINT with it`,
  }),
  proxy: byCause<SettingFacts["proxy"]>({
    socks: ({ variable }) => `${variable} names a SOCKS proxy: only http:// and https:// proxies can be used`,
    form: ({ variable }) => `${variable} is not the address of a proxy: write it as http://host:port`,
  }),
};
