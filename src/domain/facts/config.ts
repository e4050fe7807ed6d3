/** All that can be wrong with what people write for the tool to read. */

import type { DirectoryFacts } from "./directory.ts";
import type { ListFacts } from "./lists.ts";
import type { MemberFacts } from "./members.ts";
import type { SchemaFacts } from "./schema.ts";
import type { SettingFacts } from "./settings.ts";
import type { TableFacts } from "./tables.ts";
import type { YamlFacts } from "./yaml.ts";

export interface ConfigFacts
  extends DirectoryFacts,
    ListFacts,
    MemberFacts,
    SchemaFacts,
    SettingFacts,
    TableFacts,
    YamlFacts {}
