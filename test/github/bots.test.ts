import { describe, expect, test } from "vitest";
import { findBotsIn } from "../../src/app/bots.ts";
import { nameOfDirectory } from "../../src/github/bots.ts";
import { gitHubUnderTest } from "../support/github-harness.ts";

const under = gitHubUnderTest();
const LIST = "name: vip\nmembers: []\n";

function run(files: Readonly<Record<string, string>>, root = "lists") {
  return under.run(async (ports) => `${JSON.stringify(await findBotsIn({ root }, ports))}\n`, files);
}

describe("the bots of a repository", () => {
  test.each([
    ["lists alone", { "lists/vip.yaml": LIST }],
    ["lists and settings", { "lists/vip.yaml": LIST, "lists/bot.yaml": "" }],
    ["lists in directories", { "lists/a/vip.yaml": LIST, "lists/b/c/vip.yml": LIST }],
  ])("are one where there are %s", async (_, files) => {
    expect(await run(files, "./lists/")).toMatchObject({
      code: 0,
      stdout: '[{"directory":"lists","name":"lists","environment":"blip","planEnvironment":"blip-plan"}]\n',
      stderr: "",
    });
  });

  test("are one for each directory with a bot.yaml, in their order", async () => {
    const { stdout } = await run({
      "lists/globex/bot.yaml": "contract: globex\n",
      "lists/acme/bot.yaml": "contract: acme\n",
      "lists/acme/vip.yaml": LIST,
      "lists/README.md": "Our lists.\n",
      "lists/docs/notes.md": "Notes.\n",
      "lists/.hidden/bot.yaml": "",
    });
    expect(JSON.parse(stdout)).toEqual([
      {
        directory: "lists/acme",
        name: "lists-acme",
        environment: "blip-acme",
        planEnvironment: "blip-plan-acme",
      },
      {
        directory: "lists/globex",
        name: "lists-globex",
        environment: "blip-globex",
        planEnvironment: "blip-plan-globex",
      },
    ]);
    expect(stdout.split("\n")).toHaveLength(2);
  });

  test.each([
    ["no directory", {}, "lists cannot be read (ENOENT)"],
    ["nothing in it", { "lists/a/notes.md": "" }, "there are no lists"],
    [
      "lists that would be forgotten",
      { "lists/a/bot.yaml": "", "lists/b/vip.yaml": LIST },
      "lists/b has list files but no bot.yaml",
    ],
    [
      "a settings file with the wrong ending",
      { "lists/a/bot.yaml": "", "lists/b/bot.yml": "" },
      "lists/b has list files but no bot.yaml",
    ],
    ["a name for a shell", { "lists/$(x)/bot.yaml": "" }, "Rename it"],
    ["a name for a flag", { "lists/-x/bot.yaml": "" }, "Rename it"],
    [
      "two names that GitHub takes for one",
      { "lists/a/bot.yaml": "", "lists/A/bot.yaml": "" },
      "would share an environment",
    ],
  ])("are not known with %s", async (_, files, words) => {
    expect(await run(files)).toMatchObject({ code: 3, stdout: "", failure: expect.stringContaining(words) });
  });

  test.each([
    ["lists", { "lists/5531999990000/bot.yaml": "" }, "lists/55319****0000"],
    ["5531999990000", { "5531999990000/vip.yaml": LIST }, "55319****0000"],
    ["lists/2026", { "lists/2026/1103-12/bot.yaml": "" }, "lists/20****1103-12"],
  ])("are not known where one is named like a phone number, in %s", async (root, files, shown) => {
    const told = await run(files, root);
    expect(told).toMatchObject({ code: 3, stdout: "" });
    expect(told.failure).toContain("looks like a phone number");
    expect(told.failure).not.toContain("5531999990000");
    expect(told.failure).toContain(shown.slice(0, 5));
  });

  test("may be named with a day", async () => {
    expect(await run({ "lists/acme-20261103/bot.yaml": "" })).toMatchObject({ code: 0 });
  });

  test.each(["..", "/", "a b", "$(x)", "-x"])("are not looked for in %s", async (root) => {
    expect(await run({ "a b/bot.yaml": "", "$(x)/bot.yaml": "", "-x/bot.yaml": "" }, root)).toMatchObject({
      code: 3,
    });
  });
});

test("the name of a directory is the same for every spelling of it", () => {
  expect(
    ["lists", "./lists/", "lists/acme", "lists\\acme", ".", "../x", "/srv/lists"].map(nameOfDirectory),
  ).toEqual(["lists", "lists", "lists-acme", "lists-acme", "lists", "x", "srv-lists"]);
});
