/** What keeps a file from being read as YAML, and what of YAML no file may have. */

import type { ParserCause, YamlFacts } from "../../../domain/facts/yaml.ts";
import type { Words } from "../types.ts";
import { byCause } from "../types.ts";
import { characterName } from "./parts.ts";

const TAGS = "tags (!) are not supported: remove it, or put the text in quotes";
const COMMA = "a comma cannot end a line here: remove it";

const parserSays = byCause<ParserCause>({
  tab: () => "a tab cannot indent YAML: use spaces",
  tag: () => TAGS,
  indentation: () => "the indentation does not match the lines around it: align it with them",
  "indented-too-deep": () =>
    "this line is indented deeper than the key above it: align the two (a text over several lines needs quotes where it has a colon)",
  backslash: () => "a backslash in double quotes begins an escape: write it twice, or use single quotes",
  "colon-in-text": () =>
    'a colon with a space after it ends a key: put the whole text in quotes to keep it ("…: …")',
  comment: () => 'a comment begins with a space and "#": add the space, or put the text in quotes',
  "percent-sign": () => "a line cannot begin with %: remove it, or put the text in quotes",
  "text-behind-block-mark": () => "the text after | or > begins on the next line: move it there",
  "text-behind-quote": () =>
    "there is text after the closing quote: put all of it in quotes, of the other kind where it has some inside",
  "text-behind-bracket": () =>
    "there is text after the closing bracket: put all of it in quotes, or remove what follows",
  "comma-at-end": () => COMMA,
  "text-without-quotes": ({ mark }) => `a text that begins with ${mark} needs quotes: add them around it`,
  "open-quote-before": () => "a quote opened here or before is never closed: close it",
  "open-quote": () => "this quote is opened and never closed: close it",
  "open-bracket-before": () =>
    "a bracket opened before this is not closed, or its lines are not indented: close it, or indent them",
  "open-bracket": () =>
    "this bracket is opened and never closed: close it (a text that begins with one needs quotes)",
  "closing-bracket": () => "this bracket closes nothing: remove it, or open it before",
  "no-dash": () => 'a dash and a space are missing in front of this: write "- …"',
  "no-sign": () =>
    'this line is neither a key ("name: …") nor an item ("- …"): is a colon or a dash missing, or a quote left open?',
  "no-colon": ({ key }) => `a colon is missing after "${key}": write "${key}: …"`,
  "no-space-after-colon": ({ key }) => `a space is missing after the colon: write "${key}: …"`,
  "other-sign-than-colon": ({ key }) => `a key ends with a colon and a space: write "${key}: …"`,
  other: ({ error }) => `this is not valid YAML: ${error}`,
});

export const yamlWords: Words<YamlFacts> = {
  "yaml-alias-props": parserSays,
  "yaml-bad-alias": parserSays,
  "yaml-bad-collection-type": parserSays,
  "yaml-bad-directive": parserSays,
  "yaml-bad-dq-escape": parserSays,
  "yaml-bad-indent": parserSays,
  "yaml-bad-prop-order": parserSays,
  "yaml-bad-scalar-start": parserSays,
  "yaml-block-as-implicit-key": parserSays,
  "yaml-block-in-flow": parserSays,
  "yaml-impossible": parserSays,
  "yaml-key-over-1024-chars": parserSays,
  "yaml-missing-char": parserSays,
  "yaml-multiline-implicit-key": parserSays,
  "yaml-multiple-anchors": parserSays,
  "yaml-multiple-docs": parserSays,
  "yaml-multiple-tags": parserSays,
  "yaml-non-string-key": parserSays,
  "yaml-resource-exhaustion": parserSays,
  "yaml-tab-as-indent": parserSays,
  "yaml-tag-resolve-failed": parserSays,
  "yaml-unexpected-token": parserSays,

  "yaml-alias": () =>
    "anchors (&) and aliases (*) are not supported: write the value out, or put the text in quotes",
  "yaml-merge-key": () => "merge keys (<<) are not supported: write the keys out",
  "yaml-tag": () => TAGS,
  "yaml-duplicate-key": () => "this key is here twice: remove one of the two",
  "yaml-merge-conflict": () =>
    "a merge conflict was left here: keep one side, and delete the lines of <, = and >",
  "yaml-invisible": byCause<YamlFacts["yaml-invisible"]>({
    space: ({ character }) =>
      `an invisible character (${characterName(character)}) is in place of a space: write an ordinary space`,
    nothing: ({ character }) =>
      `there is an invisible character here (${characterName(character)}): delete it`,
  }),
  "yaml-dash": () => 'a space is missing after the dash: write "- …"',
  "yaml-bullet": ({ bullet, character }) =>
    bullet === "*"
      ? '* does not begin a list item: write "- …", with a hyphen and a space'
      : `${bullet} (${characterName(character)}) does not begin a list item: write "- …", with a hyphen and a space`,
  "yaml-indent": () =>
    "this line is read as a part of the member above: align its dash with the one above, or write all of it on one line",
  "yaml-quote": byCause<YamlFacts["yaml-quote"]>({
    typographic: () => 'these are not quotes to YAML: write straight ones ("), or none',
    "never-opened": () => "this quote was never opened: remove it, or open it in front",
  }),
  "yaml-comma": () => COMMA,
  "empty-file": () => "the file is empty: fill it in, or delete it",
  "too-deep": byCause<YamlFacts["too-deep"]>({
    collections: ({ most }) =>
      `more than ${most} collections inside each other: simplify the file, lists need three`,
    directories: ({ directory, most }) => `${directory} is more than ${most} directories down: move it up`,
  }),
};
