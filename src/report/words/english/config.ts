/** All that can be wrong with what people write for the tool to read. */

import type { ConfigFacts } from "../../../domain/facts/config.ts";
import type { Words } from "../types.ts";
import { directoryWords } from "./directory.ts";
import { listWords } from "./lists.ts";
import { memberWords } from "./members.ts";
import { schemaWords } from "./schema.ts";
import { settingWords } from "./settings.ts";
import { tableWords } from "./tables.ts";
import { yamlWords } from "./yaml.ts";

export const configWords: Words<ConfigFacts> = {
  ...directoryWords,
  ...listWords,
  ...memberWords,
  ...schemaWords,
  ...settingWords,
  ...tableWords,
  ...yamlWords,
};
