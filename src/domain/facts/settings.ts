/** What is wrong with settings: bot.yaml, the environment, or the two together. */

import type { Literal, None, Quoted } from "../fact-fields.ts";

/** Where a contract is named. */
export type ContractSource = "BLIP_ENDPOINT" | "BLIP_CONTRACT" | "bot.yaml";

interface NamedContract {
  readonly where: ContractSource;
  readonly contract: Quoted;
}

export interface SettingFacts {
  "two-documents": None;
  "unknown-country": { readonly country: Quoted };
  key: { readonly what: "missing" } | { readonly what: "form" };
  contract: None;
  "no-contract": None;
  "other-contract": { readonly first: NamedContract; readonly other: NamedContract };
  "other-bot": { readonly bot: Quoted };
  endpoint:
    | { readonly what: "form" }
    | { readonly what: "user" }
    | { readonly what: "query" }
    | { readonly what: "scheme" }
    /** @property path where Blip takes commands */
    | { readonly what: "path"; readonly path: Literal };
  proxy:
    | { readonly what: "socks"; readonly variable: Literal }
    | { readonly what: "form"; readonly variable: Literal };
}
