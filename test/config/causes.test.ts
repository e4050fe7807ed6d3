import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listOf, problemsOf, read } from "./files.ts";

/** All that is said of a file: place, and the sentence. */
function told(text: string): string[] {
  return read(text).diagnostics.map(({ place, message }) => `${place?.line}:${place?.column} ${message}`);
}

const NBSP = "\u00A0";
const GOOD = "  - 31999998888\n";

/** A file in which one line is not right: what is said, once, and at which place. */
type Case = readonly [what: string, text: string, place: string, message: RegExp];

const INVISIBLE: readonly Case[] = [
  [
    "in front of a dash",
    `name: vip\nmembers:\n${NBSP}${NBSP}- 31999998888\n`,
    "3:1",
    /no-break space, U\+00A0.*space/,
  ],
  ["behind a space in front of a dash", `name: vip\nmembers:\n ${NBSP}- 31999998888\n`, "3:2", /space/],
  [
    "in front of one dash of several",
    `name: vip\nmembers:\n${GOOD}${NBSP} - 31999997777\n${GOOD}`,
    "4:1",
    /space/,
  ],
  ["behind a dash", `name: vip\nmembers:\n  -${NBSP}31999998888\n`, "3:4", /space/],
  [
    "behind one dash of several",
    `name: vip\nmembers:\n${GOOD}  -${NBSP}31999997777\n${GOOD}`,
    "4:4",
    /space/,
  ],
  ["behind the colon of a text", `name: vip\ndescription:${NBSP}x\n`, "2:13", /space/],
  ["behind the first colon", `name:${NBSP}vip\nmembers:\n${GOOD}`, "1:6", /space/],
  ["behind the only colon", `name:${NBSP}vip\n`, "1:6", /space/],
  ["behind the colon of a list", `name: vip\nmembers:${NBSP}\n${GOOD}`, "2:9", /space/],
  ["behind the colon of a member", listOf(`phone:${NBSP}31999998888`), "3:11", /space/],
  ["on a blank line", `name: vip\n${NBSP}\nmembers:\n${GOOD}`, "2:1", /space/],
  ["in front of a key", `name: vip\n${NBSP}members: []\n`, "2:1", /no-break space/],
  ["of Japanese", "name: vip\nmembers:\n\u3000- 31999998888\n", "3:1", /ideographic space, U\+3000/],
  ["that is narrow", "name: vip\nmembers:\n  -\u202F31999998888\n", "3:4", /narrow no-break space/],
  [
    "without width, in an indentation",
    `name: vip\nmembers:\n${GOOD}  \u200B- 31999997777\n`,
    "4:3",
    /zero-width space.*delete/,
  ],
  ["without width, in front of a key", "\u200Bname: vip\n", "1:1", /zero-width space, U\+200B.*delete/],
  ["without width, in a key", "name: vip\nmem\u200Bbers: []\n", "2:1", /zero-width space/],
  ["without width, behind a key", "name: vip\nmembers\u200B: []\n", "2:1", /zero-width space/],
  ["where two files were put together", "name: vip\n\uFEFFmembers: []\n", "2:1", /byte order mark/],
  ["in a name", `name: vi\u200Bp\n`, "1:7", /zero-width space/],
];

const MARKS: readonly Case[] = [
  [
    "a dash without a space",
    "name: vip\nmembers:\n  -31999998888\n",
    "3:3",
    /a space is missing after the dash/,
  ],
  [
    "one of several",
    `name: vip\nmembers:\n${GOOD}  -31999997777\n  - 31999996666\n`,
    "4:3",
    /a space is missing/,
  ],
  ["before a plus", `name: vip\nmembers:\n${GOOD}  -+5531999997777\n`, "4:3", /a space is missing/],
  ["before a quote", `name: vip\nmembers:\n${GOOD}  -"+5531999997777"\n`, "4:3", /a space is missing/],
  ["before a quote, alone", 'name: vip\nmembers:\n  -"+5531999997777"\n', "3:3", /a space is missing/],
  ["before a key", `name: vip\nmembers:\n${GOOD}  -phone: 31999997777\n`, "4:3", /a space is missing/],
  ["before keys", "name: vip\nmembers:\n  -phone: 31999997777\n   note: x\n", "3:3", /a space is missing/],
  ["without indentation", `name: vip\nmembers:\n- 31999998888\n-31999997777\n`, "4:1", /a space is missing/],
  ["two dashes", "name: vip\nmembers:\n  -- 31999998888\n", "3:3", /a space is missing after the dash/],
  ["an en dash", "name: vip\nmembers:\n  – 31999998888\n", "3:3", /en dash, U\+2013.*hyphen/],
  ["an en dash among dashes", `name: vip\nmembers:\n${GOOD}  – 31999997777\n${GOOD}`, "4:3", /en dash/],
  ["an em dash", `name: vip\nmembers:\n${GOOD}  — 31999997777\n`, "4:3", /em dash/],
  ["a minus sign", `name: vip\nmembers:\n${GOOD}  − 31999997777\n`, "4:3", /minus sign/],
  ["a bullet", `name: vip\nmembers:\n${GOOD}  • 31999997777\n`, "4:3", /bullet/],
  ["an asterisk", "name: vip\nmembers:\n  * 31999998888\n", "3:3", /\* does not begin a list item/],
  [
    "an asterisk among dashes",
    `name: vip\nmembers:\n${GOOD}  * 31999997777\n`,
    "4:3",
    /\* does not begin a list item/,
  ],
  ["nothing", "name: vip\nmembers:\n  31999998888\n  31999997777\n", "3:3", /"- " in front/],
  [
    "nothing, on the line of the key",
    "name: vip\nmembers: 31999998888, 31999997777\n",
    "2:10",
    /"- " in front/,
  ],
  ["a tab", "name: vip\nmembers:\n\t- 31999998888\n", "3:1", /a tab cannot indent YAML: use spaces/],
  ["a tab behind spaces", `name: vip\nmembers:\n${GOOD}  \t- 31999997777\n`, "4:3", /a tab/],
  ["a tab before a key", `name: vip\nmembers:\n  - phone: 31999998888\n\tnote: x\n`, "4:1", /a tab/],
];

const SIGNS: readonly Case[] = [
  ["no colon", "name black-friday\nmembers:\n  - 31999998888\n", "1:1", /a colon is missing after "name"/],
  ["no colon before a list", `name: vip\nmembers\n${GOOD}`, "2:1", /a colon is missing after "members"/],
  ["no colon in a member", listOf("phone 31999998888"), "3:5", /a colon is missing after "phone"/],
  ["no space after a colon", `name:vip\nmembers:\n${GOOD}`, "1:5", /a space is missing after the colon/],
  ["no space after the only colon", "name:vip\n", "1:5", /a space is missing after the colon/],
  [
    "no space after a member's colon",
    listOf("phone:31999998888"),
    "3:10",
    /a space is missing after the colon/,
  ],
  ["an equals sign", `name = vip\nmembers:\n${GOOD}`, "1:6", /a key ends with a colon and a space/],
  ["a full-width colon", `name： vip\nmembers:\n${GOOD}`, "1:5", /a key ends with a colon and a space/],
  [
    "a colon in a text",
    `name: vip\ndescription: Black Friday: offers\nmembers:\n${GOOD}`,
    "2:26",
    /colon.*quotes/,
  ],
  [
    "a colon at the end of a text",
    `name: vip\ndescription: offers:\nmembers:\n${GOOD}`,
    "2:20",
    /colon.*quotes/,
  ],
  ["two colons in a text", `name: vip\ndescription: a: b: c\nmembers:\n${GOOD}`, "2:15", /colon.*quotes/],
  ["a colon in a note", listOf("phone: 31999998888\n    note: asked: yes"), "4:16", /colon.*quotes/],
  [
    "a colon behind a number",
    listOf("31999998888: Ana"),
    "3:5",
    /a number cannot be a key: write "phone: …"/,
  ],
  ["an at sign", "name: vip\ndescription: @ana\n", "2:14", /begins with @ needs quotes/],
  ["a backtick", "name: vip\ndescription: `x`\n", "2:14", /begins with ` needs quotes/],
  ["a percent sign", "name: vip\ndescription: %x\n", "2:14", /begins with % needs quotes/],
  ["a percent sign at the front", "%name: vip\n", "1:1", /cannot begin with %/],
  ["an ampersand", "name: vip\ndescription: & more\n", "2:14", /begins with & needs quotes/],
  ["a dash in front of a text", "name: vip\ndescription: - offers\n", "2:14", /begins with - needs quotes/],
  [
    "brackets in front of a text",
    "name: vip\ndescription: [VIP] offers\n",
    "2:20",
    /text after the closing bracket/,
  ],
  ["text behind a quote", 'name: vip\ndescription: "Black" Friday\n', "2:22", /text after the closing quote/],
  [
    "an apostrophe in quotes",
    "name: vip\ndescription: 'Ana d'Ouro'\n",
    "2:21",
    /text after the closing quote/,
  ],
  ["a backslash", 'name: vip\ndescription: "C:\\Users"\n', "2:17", /backslash/],
  ["text behind >", "name: vip\ndescription: > offers\n", "2:16", /begins on the next line/],
  ["a comma at the end", listOf("31999998888,", "31999997777"), "3:16", /comma.*remove it/],
  ["a comma behind quotes", listOf('"31999998888",', "31999997777"), "3:18", /comma.*remove it/],
  [
    "an open quote",
    `name: vip\ndescription: "Black Friday\nmembers:\n${GOOD}`,
    "2:14",
    /this quote is opened and never closed/,
  ],
  ["an open quote on a member", listOf('"31999998888', '"31999997777"'), "3:5", /this quote is opened/],
  ["an open apostrophe on a member", listOf("'31999998888", "31999997777"), "3:5", /this quote is opened/],
  ["a quote that only closes", listOf('31999998888"'), "3:16", /this quote was never opened/],
  ["quotes of a typesetter", listOf("“+5531999998888”"), "3:5", /not quotes to YAML: write straight ones/],
  [
    "an open bracket",
    'name: vip\nmembers: ["31999998888"\ndescription: x\n',
    "2:10",
    /this bracket is opened/,
  ],
  [
    "an open bracket in braces",
    '{"name": "vip", "members": ["31999998888"}\n',
    "1:28",
    /this bracket is opened/,
  ],
  [
    "a bracket that only closes",
    '{"name": "vip", "members": "31999998888"]}\n',
    "1:41",
    /this bracket closes nothing/,
  ],
  ["a key that is indented", `name: vip\n  members:\n${GOOD}`, "2:3", /indented deeper/],
  ["a note that is indented", listOf("phone: 31999998888\n      note: x"), "4:7", /indented deeper/],
  ["a note that is not indented", listOf("phone: 31999998888\n  note: x"), "4:1", /indentation/],
  ["a first key that is indented", ` name: vip\nmembers:\n${GOOD}`, "2:1", /indentation/],
  ["a member further out", `name: vip\nmembers:\n${GOOD} - 31999997777\n`, "4:1", /indentation/],
  ["a member further in", listOf("31999998888\n    - 31999997777"), "4:5", /part of the member above/],
  [
    "a conflict",
    `name: vip\nmembers:\n<<<<<<< HEAD\n${GOOD}=======\n${GOOD}>>>>>>> x\n`,
    "3:1",
    /a merge conflict/,
  ],
  ["a misspelled key", "nmae: vip\n", "1:1", /did you mean "name"/],
];

describe.each([
  ["an invisible character", INVISIBLE],
  ["the mark of an item", MARKS],
  ["signs and quotes", SIGNS],
])("one cause is one error that names it, at its place: %s", (_kind, cases) => {
  test.each(cases)("%s", (_what, text, place, message) => {
    const [first = "", ...others] = told(text);
    expect(others).toEqual([]);
    expect(first).toMatch(message);
    expect(first.split(" ", 1)).toEqual([place]);
  });
});

test("causes of all kinds are told together, each at its line", () => {
  const text = [
    "name: vip",
    "description: Black Friday: offers",
    "members:",
    "  - 31999998888",
    "  -31999997777",
    `  -${NBSP}31999996666`,
    "  - phone: 31999995555",
    "    note: @ana",
    "  – 31999994444",
    '  - "31999993333',
    "",
  ].join("\n");
  expect(problemsOf(text).map((problem) => problem.split(":", 2)[1])).toEqual([
    "2",
    "5",
    "6",
    "8",
    "9",
    "10",
  ]);
});

test("what only looks like a slip is left alone, in a text and beside one", () => {
  const text = `name: vip\ndescription: |\n  -5 percent\n  – and${NBSP}more\n  \u200B"so\nmembers: # -x\n${GOOD}`;
  expect(problemsOf(text)).toEqual([]);
  expect(problemsOf(`${text}  -31999997777\n`)).toEqual(["lists/vip.yaml:8:3 error yaml-dash"]);
});

test("documents that are right are told nothing of those that are not", () => {
  const { desired, diagnostics } = read(
    `name: vip\ndescription: a\n  -b\n---\nname: gold\nmembers:\n${GOOD}  -1\n`,
  );
  expect(desired.lists.map(({ name }) => name)).toEqual(["vip"]);
  expect(diagnostics.map(({ place, code }) => `${place?.line} ${code}`)).toEqual(["8 yaml-dash"]);
});

test("a slip in a member either is told or changes no member", () => {
  const slips = fc.constantFrom(NBSP, "\u200B", "\t", "–", '"', "'", "[", "}", "@", "* ", "`");
  const start = "name: vip\nmembers:\n";
  const good = `${start}${GOOD}  - phone: 31999997777\n`;
  fc.assert(
    fc.property(slips, fc.integer({ min: start.length, max: good.length }), (slip, at) => {
      const { desired, diagnostics } = read(good.slice(0, at) + slip + good.slice(at));
      const members = desired.lists.flatMap(({ include }) => include.members.map(({ member }) => member));
      const isTold = diagnostics.some(({ severity }) => severity === "error");
      expect(isTold || members.join() === "+5531999998888,+5531999997777").toBe(true);
    }),
    { numRuns: 400 },
  );
});
