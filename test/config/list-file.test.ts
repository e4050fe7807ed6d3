import { describe, expect, test } from "vitest";
import { configure, listOf, membersOf, messagesOf, problemsOf, read } from "./files.ts";

const ANA = "+5531999998888";
const BIA = "+5531999997777";

describe("a member", () => {
  test.each([
    ["quoted", '"+5531999998888"'],
    ["in single quotes", "'+55 31 99999-8888'"],
    ["unquoted", "+55 31 99999-8888"],
    ["a YAML integer", "5531999998888"],
    ["a YAML integer with a plus", "+5531999998888"],
    ["a YAML float", "31.999998888"],
    ["dotted", "31.99999.8888"],
    ["in parentheses", "(31) 99999-8888"],
    ["in national form", "31 99999-8888"],
    ["a national integer", "31999998888"],
    ["with trunk 0", "031 99999-8888"],
    ["an integer with trunk 0", "031999998888"],
    ["tagged as text", "!!str 5531999998888"],
    ["a block scalar", "|\n      +55 31 99999-8888"],
    ["folded over two lines", "+55 31\n      99999-8888"],
    ["with a comment behind", "+55 31 99999-8888 # since 2026"],
    ["a mapping", "phone: +55 31 99999-8888"],
    ["a mapping with a note", "phone: (31) 99999-8888\n    note: asked by e-mail on 2026-11-03"],
    ["a mapping in braces", "{ phone: 5531999998888, note: 'yes' }"],
  ])("%s is the same number", (_how, member) => {
    expect(membersOf(listOf(member))).toEqual([ANA]);
  });

  test("keeps the digits that a float cannot hold", () => {
    expect(membersOf(listOf("+55.31999998880", "031999998880"))).toEqual(["+5531999998880"]);
  });

  test("with an @ is an identity, with and without its key", () => {
    expect(membersOf(listOf("5531999998888@wa.gw.msging.net"))).toEqual(["5531999998888@wa.gw.msging.net"]);
    expect(membersOf(listOf("identity: Ana.1@wa.gw.msging.net"))).toEqual(["Ana.1@wa.gw.msging.net"]);
    expect(membersOf(listOf("ana@telegram.gw.msging.net"))).toEqual(["ana@telegram.gw.msging.net"]);
    expect(membersOf(listOf("vip-2025@broadcast.msging.net"))).toEqual(["vip-2025@broadcast.msging.net"]);
  });

  test("stands where its text does", () => {
    const { desired } = read(listOf(ANA, "note: x\n    phone: 31 99999-7777"));
    expect(desired.lists[0]?.include.members).toEqual([
      { member: ANA, file: "lists/vip.yaml", line: 3 },
      { member: BIA, file: "lists/vip.yaml", line: 5 },
    ]);
  });

  test("of the old eight digits gets the ninth, with a warning", () => {
    expect(membersOf(listOf("+55 31 9999-8888"))).toEqual([ANA]);
    expect(problemsOf(listOf("+55 31 9999-8888", "3199997777"))).toEqual([
      "lists/vip.yaml:3:5 warning ninth-digit-missing",
      "lists/vip.yaml:4:5 warning ninth-digit-missing",
    ]);
  });

  test("of the old Mexican form loses the 1, with a warning", () => {
    expect(membersOf(listOf("+52 1 55 1234 5678"))).toEqual(["+525512345678"]);
    expect(problemsOf(listOf("+52 1 55 1234 5678"))).toEqual([
      "lists/vip.yaml:3:5 warning mexican-mobile-one",
    ]);
  });

  test.each([
    ["Ana", "phone-not-a-number", /not a phone number or an identity: write a number/],
    ['""', "phone-not-a-number", /write a number/],
    ["99999-8888", "phone-too-short", /write the area code too, or the country code .*BR is taken/],
    ["+55 31 99999-88889", "phone-too-long", /remove what does not belong/],
    ["5215512345678", "phone-too-long", /write the country code \(\+…; without it BR is taken\)/],
    ["+999 1234 5678", "phone-unknown-country-code", /no country has this country code: correct/],
    ["+55 31 89999-8888", "phone-invalid", /no such phone number: correct its digits/],
    [".nan", "phone-not-a-number", /write a number/],
    ["phone: ana@take.io", "identity-as-phone", /write identity: instead of phone:/],
    ["identity: 5531999998888", "identity", /not an identity: write name@domain/],
    ["ana@", "identity", /not an identity: write name@domain/],
    ["ana@take.io/phone", "identity", /not an identity: write name@domain/],
    ["+5531999998888@wa.gw.msging.net", "identity-plus", /remove the \+/],
    ["a1b2@tunnel.msging.net", "tunnel", /alias inside Blip: write the customer's own/],
    ["a1b2@TUNNEL.msging.net", "tunnel", /alias inside Blip/],
  ])("that is wrong says how to write it: %s", (member, code, message) => {
    const [problem, ...others] = read(listOf(member)).diagnostics;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: "error", code, message: expect.stringMatching(message) });
  });

  test("that is wrong does not keep the others off the list, nor their mistakes from being told", () => {
    const { desired, diagnostics } = read(listOf("Ana", ANA, "123", "[x]", BIA));
    expect(desired.lists[0]?.include.members.map(({ member }) => member)).toEqual([ANA, BIA]);
    expect(diagnostics.map(({ place }) => place?.line)).toEqual([3, 5, 6]);
  });

  test("without + is of the country that bot.yaml names", () => {
    const files = { "bot.yaml": "defaultCountry: PT", "vip.yaml": listOf("912 345 678", ANA) };
    expect(configure(files).desired.lists[0]?.include.members.map(({ member }) => member)).toEqual([
      "+351912345678",
      ANA,
    ]);
  });
});

describe("a list", () => {
  test("has a name, a description and a place", () => {
    const { desired, diagnostics } = read("# ours\ndescription: Gold\nname: vip\nmembers: []\n");
    expect(diagnostics).toEqual([]);
    expect(desired.lists).toMatchObject([
      {
        name: "vip",
        description: "Gold",
        source: { file: "lists/vip.yaml", line: 3 },
        include: { members: [] },
      },
    ]);
  });

  test.each(["name: vip", "name: vip\nmembers:", "name: vip\nmembers: []", "name: vip\nmembers: # none yet"])(
    "may be empty: %j",
    (text) => {
      expect(membersOf(text)).toEqual([]);
    },
  );

  test("may be named in digits", () => {
    expect(read("name: 2026\ndescription: 12").desired.lists).toMatchObject([
      { name: "2026", description: "12" },
    ]);
    expect(read("name: 007").desired.lists).toMatchObject([{ name: "007" }]);
  });

  test("in a flow sequence is the same as in a block", () => {
    const flow = "name: vip\nmembers: [+55 31 99999-8888, (31) 99999-7777,\n  {phone: 31999996666}]";
    expect(membersOf(flow)).toEqual(membersOf(listOf(ANA, BIA, "31 99999-6666")));
    expect(membersOf("{name: vip, members: [31999998888]}")).toEqual([ANA]);
    expect(membersOf('{"name": "vip", "members": ["+5531999998888"]}')).toEqual([ANA]);
  });

  test("is the same with the line ends of Windows, at the same places", () => {
    const text = listOf(ANA, "Ana", BIA);
    const windows = read(text.replaceAll("\n", "\r\n"));
    expect(windows.desired).toEqual(read(text).desired);
    expect(windows.diagnostics).toEqual(read(text).diagnostics);
  });

  test("may share its file with others", () => {
    const { desired, diagnostics } = read(
      "---\nname: b\n---\n# nothing\n---\nname: a\nmembers: [31999998888]\n...\n",
    );
    expect(diagnostics).toEqual([]);
    expect(desired.lists.map(({ name, source }) => `${name} ${source.line}`)).toEqual(["a 6", "b 2"]);
  });

  test("comes in the order of its name, whatever file it is in", () => {
    const files = { "1.yaml": "name: c", "2.yml": "name: B", "sub/3.yaml": "name: a" };
    expect(configure(files).desired.lists.map(({ name }) => name)).toEqual(["a", "B", "c"]);
  });

  test.each([
    ["Promoção de Verão", /write promocao-de-verao, for example$/],
    ["vip@broadcast.msging.net", /write vip, for example$/],
    ["-", /a letter or digit first and last\)$/],
    ['""', /a letter or digit first and last\)$/],
    ["acme+senders", /Blip itself keeps the \+senders list.*use another name/],
    ["acme+senders@broadcast.msging.net", /Blip itself keeps the \+senders list/],
    ["x".repeat(101), /at most 100 characters: shorten it/],
  ])("cannot have a name like %.30s", (name, message) => {
    const { desired, diagnostics } = read(`name: ${name === "-" ? '"-"' : name}\nmembers: [Ana]`);
    expect(desired.lists).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["list-name", "phone-not-a-number"]);
    expect(diagnostics[0]?.message).toMatch(message);
  });

  test("may be named like what every object has", () => {
    expect(read("name: constructor\n---\nname: toString").desired.lists).toHaveLength(2);
  });
});

describe("a customer who is on a list twice", () => {
  test.each([
    ["in the same spelling", "+5531999998888", "+5531999998888", /already, at lists\/vip.yaml:3: remove one/],
    ["in another spelling", "+5531999998888", "(31) 99999-8888", /already, at lists\/vip.yaml:3: remove one/],
    ["as phone and identity", ANA, "5531999998888@wa.gw.msging.net", /at lists\/vip.yaml:3, in another form/],
    ["as identity and phone", "identity: 5531999998888@WA.gw.msging.net", ANA, /in another form/],
    ["as nine and as eight digits", ANA, "553199998888@wa.gw.msging.net", /in another form/],
    ["as eight and as nine digits", "553199998888@wa.gw.msging.net", ANA, /in another form/],
    ["with and without the Mexican 1", "+525512345678", "5215512345678@wa.gw.msging.net", /another form/],
    ["as an identity in two cases", "Ana@wa.gw.msging.net", "ana@WA.gw.msging.net", /in another form/],
  ])(
    "%s is there once, with a warning at the second that names the first",
    (_how, first, second, message) => {
      const { desired, diagnostics } = read(listOf(first, second));
      expect(desired.lists[0]?.include.members).toHaveLength(1);
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]).toMatchObject({
        severity: "warning",
        code: "duplicate-member",
        place: { file: "lists/vip.yaml", line: 4 },
        message: expect.stringMatching(message),
      });
    },
  );

  test("is added by the identity, where one is declared", () => {
    const identity = "553199998888@wa.gw.msging.net";
    expect(membersOf(listOf(ANA, identity))).toEqual([identity]);
    expect(membersOf(listOf(identity, ANA))).toEqual([identity]);
  });

  test("in the old form of the number is told both", () => {
    expect(problemsOf(listOf(ANA, "+55 31 9999-8888"))).toEqual([
      "lists/vip.yaml:4:5 warning ninth-digit-missing",
      "lists/vip.yaml:4:5 warning duplicate-member",
    ]);
  });

  test("is told every further time, with the first place", () => {
    const messages = messagesOf(listOf(ANA, BIA, ANA, ANA));
    expect(messages).toHaveLength(2);
    expect(messages.every((message) => message.includes("lists/vip.yaml:3"))).toBe(true);
  });

  test("is no duplicate on two lists", () => {
    expect(problemsOf(`${listOf(ANA)}---\n${listOf(ANA).replace("vip", "gold")}`)).toEqual([]);
  });

  test("is not the one whose landline looks alike", () => {
    expect(membersOf(listOf("+55 31 93222-1234", "+55 31 3222-1234"))).toHaveLength(2);
  });
});

describe("a list that is declared twice", () => {
  test.each([
    ["in one file", { "a.yaml": "name: vip\n---\nname: vip" }, "lists/a.yaml:3:7", "lists/a.yaml:1"],
    [
      "in two files",
      { "a.yaml": "name: vip", "b.yaml": "\nname: vip" },
      "lists/b.yaml:2:7",
      "lists/a.yaml:1",
    ],
    [
      "in another case",
      { "a.yaml": "name: vip", "b.yaml": "name: VIP" },
      "lists/b.yaml:1:7",
      "lists/a.yaml:1",
    ],
  ])("%s is an error that names both places", (_how, files, second, first) => {
    const { diagnostics } = configure(files);
    expect(diagnostics).toHaveLength(1);
    const { place, severity, code, message } = diagnostics[0] ?? {};
    expect({ severity, code }).toEqual({ severity: "error", code: "duplicate-list" });
    expect(`${place?.file}:${place?.line}:${place?.column}`).toBe(second);
    expect(message).toContain(`declared at ${first} already: merge the two`);
  });
});

test("a list of 100,000 members is read whole", () => {
  const numbers = Array.from({ length: 100_000 }, (_, index) => `+55319${90_000_000 + index}`);
  expect(membersOf(listOf(...numbers))).toEqual(numbers);
  expect(membersOf(`name: vip\nmembers: [${numbers.join(", ")}]`)).toEqual(numbers);
});
