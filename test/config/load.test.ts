import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfiguration } from "../../src/config/desired.ts";
import { loadDirectory } from "../../src/config/load.ts";
import { spoken } from "../support/said.ts";
import { inOneLine } from "./files.ts";

const SECRET = "nothing of this may be shown";

/** Of every POSIX system; Node has no call for it. */
const MAKE_PIPES = "mkfifo";

let cwd = "";
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "blip-lists-load-")));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = "name: vip\n"): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), content);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  symlinkSync(target, join(cwd, path));
}

async function load(directory = "lists") {
  const loaded = await loadDirectory(directory, cwd);
  return { ...loaded, diagnostics: loaded.diagnostics.map(spoken) };
}

async function filesOf(directory = "lists"): Promise<string[]> {
  const { lists, diagnostics } = await load(directory);
  expect(diagnostics).toEqual([]);
  return lists.map(({ file }) => file);
}

async function problems(directory = "lists"): Promise<string[]> {
  const { diagnostics } = await load(directory);
  expect(
    diagnostics.filter(({ severity, message }) => severity !== "error" || message.includes(SECRET)),
  ).toEqual([]);
  return diagnostics.map(inOneLine);
}

describe("a directory of lists", () => {
  test("is read with its sub-directories, in the order of names", async () => {
    for (const path of ["b.yaml", "a.yml", "sub/deeper/c.yaml", "sub.yaml", "Z.YAML"]) write(`lists/${path}`);
    expect(await filesOf()).toEqual([
      "lists/Z.YAML",
      "lists/a.yml",
      "lists/b.yaml",
      "lists/sub/deeper/c.yaml",
      "lists/sub.yaml",
    ]);
  });

  test("has settings apart from its lists", async () => {
    write("lists/bot.yaml", "contract: acme\n");
    write("lists/vip.yaml");
    const { bot, lists } = await load();
    expect(bot).toEqual({ file: "lists/bot.yaml", text: "contract: acme\n" });
    expect(lists).toEqual([{ file: "lists/vip.yaml", text: "name: vip\n" }]);
  });

  test("passes over hidden entries, other files and node_modules", async () => {
    for (const path of [".hidden.yaml", ".git/x.yaml", "node_modules/x.yaml", "README.md", "x.yaml.bak"])
      write(`lists/${path}`);
    write("lists/vip.yaml");
    expect(await filesOf()).toEqual(["lists/vip.yaml"]);
  });

  test("may be named in every way; its files are named from the working directory where they lie below it", async () => {
    write("lists/vip.yaml");
    mkdirSync(join(cwd, "elsewhere"));
    expect(await filesOf("./lists/")).toEqual(["lists/vip.yaml"]);
    expect(await filesOf(join(cwd, "lists"))).toEqual(["lists/vip.yaml"]);
    expect(await filesOf(".")).toEqual(["lists/vip.yaml"]);
    const { lists } = await loadDirectory("../lists", join(cwd, "elsewhere"));
    expect(lists.map(({ file }) => file)).toEqual(["../lists/vip.yaml"]);
    const absolute = await loadDirectory(join(cwd, "lists"), join(cwd, "elsewhere"));
    expect(absolute.lists.map(({ file }) => file)).toEqual([`${cwd}/lists/vip.yaml`]);
  });

  test("may itself be a link: the person named it", async () => {
    write("real/vip.yaml");
    link("lists", "real");
    expect(await filesOf()).toEqual(["lists/vip.yaml"]);
  });

  test("that is missing, a file, a broken link or without lists is told", async () => {
    write("file.yaml");
    write("empty/README.md");
    link("broken", "nowhere");
    for (const directory of ["missing", "file.yaml", "broken", "empty", "../nowhere/at/all"]) {
      const { diagnostics, lists } = await load(directory);
      expect(lists).toEqual([]);
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]?.message).toContain(directory);
    }
    expect((await load("empty")).diagnostics[0]?.message).toMatch(
      /no list files \(.yaml or .yml\) in empty: add one/,
    );
    expect((await load("missing")).diagnostics[0]?.message).toMatch(/^there is no directory missing: name/);
    expect((await load("file.yaml")).diagnostics[0]?.message).toMatch(
      /^file.yaml is a file, not a directory: name/,
    );
  });

  test("with settings alone is one without lists", async () => {
    write("lists/bot.yaml", "contract: acme\n");
    expect(await problems()).toEqual(["error no-lists"]);
  });

  test("is not followed without end", async () => {
    write(`lists/${"d/".repeat(25)}vip.yaml`);
    expect(await problems()).toEqual(["error too-deep"]);
  });

  test("may have a directory named like a file", async () => {
    write("lists/2026.yaml/vip.yaml");
    expect(await filesOf()).toEqual(["lists/2026.yaml/vip.yaml"]);
  });
});

describe("settings in the wrong place", () => {
  test.each(["sub/bot.yaml", "sub/bot.yml", "sub/deeper/bot.yaml"])(
    "further down are told: %s",
    async (path) => {
      write("lists/vip.yaml");
      write(`lists/${path}`, `bot: ${SECRET}`);
      expect(await problems()).toEqual([`lists/${path}:1:1 error misplaced-settings`]);
      expect((await load()).diagnostics[0]?.message).toMatch(
        /each bot has a directory of its own, so name the one/,
      );
    },
  );

  test.each(["bot.yml", "Bot.yaml", "BOT.YAML"])("under another name are told: %s", async (name) => {
    write("lists/vip.yaml");
    write(`lists/${name}`, `bot: ${SECRET}`);
    expect(await problems()).toEqual([`lists/${name}:1:1 error misplaced-settings`]);
    expect((await load()).diagnostics[0]?.message).toMatch(/must be called bot.yaml: rename it/);
  });
});

describe("a link", () => {
  test.each([
    ["to a file outside", "../outside.yaml"],
    ["to a file outside by an absolute path", () => join(cwd, "outside.yaml")],
    ["to a directory outside", "../outside"],
    ["to the directory above", ".."],
    ["to a directory whose name begins alike", "../lists-of-others/x.yaml"],
  ])("%s is refused, and nothing there is read", async (_what, target) => {
    write("lists/vip.yaml");
    write("outside.yaml", SECRET);
    write("outside/x.yaml", SECRET);
    write("lists-of-others/x.yaml", SECRET);
    link("lists/link.yaml", typeof target === "string" ? target : target());
    expect(await problems()).toEqual(["lists/link.yaml:1:1 error leads-out"]);
    expect(JSON.stringify(await load())).not.toContain(SECRET);
  });

  test("over a link inside is refused where it ends outside", async () => {
    write("lists/vip.yaml");
    write("outside.yaml", SECRET);
    link("lists/.hop", "../outside.yaml");
    link("lists/link.yaml", ".hop");
    expect(await problems()).toEqual(["lists/link.yaml:1:1 error leads-out"]);
  });

  test("is refused as settings too", async () => {
    write("lists/vip.yaml");
    write("outside.yaml", `bot: ${SECRET}`);
    link("lists/bot.yaml", "../outside.yaml");
    expect(await problems()).toEqual(["lists/bot.yaml:1:1 error leads-out"]);
    expect((await load()).bot).toBeNull();
  });

  test("that leads nowhere, to itself or to a directory is told", async () => {
    write("lists/sub/vip.yaml");
    link("lists/a.yaml", "nowhere.yaml");
    link("lists/b.yaml", "b.yaml");
    link("lists/c", "sub");
    link("lists/d", ".");
    expect(await problems()).toEqual([
      "lists/a.yaml:1:1 error broken-link",
      "lists/b.yaml:1:1 error broken-link",
      "lists/c:1:1 error linked-directory",
      "lists/d:1:1 error leads-out",
    ]);
  });

  test("to a file inside is read, and found to declare its lists twice", async () => {
    write("lists/vip.yaml");
    link("lists/gold.yaml", "vip.yaml");
    expect(await filesOf()).toEqual(["lists/gold.yaml", "lists/vip.yaml"]);
    expect((await readConfiguration(await load())).diagnostics.map(inOneLine)).toEqual([
      "lists/vip.yaml:1:7 error duplicate-list",
    ]);
  });

  test("that is no list is left alone, wherever it leads", async () => {
    write("lists/vip.yaml");
    write("README.md");
    link("lists/README.md", "../README.md");
    expect(await filesOf()).toEqual(["lists/vip.yaml"]);
  });
});

describe("a file", () => {
  test("that is no file is refused, and never waited for", async () => {
    write("lists/vip.yaml");
    execFileSync(MAKE_PIPES, [join(cwd, "lists/pipe.yaml"), join(cwd, "lists/bot.yaml")]);
    expect(await problems()).toEqual([
      "lists/bot.yaml:1:1 error no-file",
      "lists/pipe.yaml:1:1 error no-file",
    ]);
  });

  test.each([
    [
      "Latin-1",
      "2:19",
      /0xE7 .*ç in Windows-1252/,
      Buffer.from("name: vip\ndescription: Promo\u00e7\u00e3o", "latin1"),
    ],
    [
      "Latin-1 behind UTF-8",
      "1:10",
      /0xE3/,
      Buffer.from([..."# \uFFFDç é "].flatMap((c) => [...Buffer.from(c)]).concat([0x2d, 0x2d, 0xe3])),
    ],
    ["UTF-16", "1:1", /UTF-16/, Buffer.from("\ufeffname: vip", "utf16le")],
    ["UTF-16 without a mark", "1:1", /UTF-16/, Buffer.from("name: vip\n", "utf16le")],
    ["UTF-16, the other way round", "1:1", /UTF-16/, Buffer.from("\ufeffname: vip\n", "utf16le").swap16()],
    ["a picture", "1:1", /0x89/, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8])],
    ["half a character", "1:2", /0xF0/, Buffer.from([0x6e, 0xf0, 0x9f])],
  ])("that is not UTF-8 but %s is told, with the place and a guess", async (_what, place, guess, bytes) => {
    write("lists/vip.yaml", bytes);
    expect(await problems()).toEqual([`lists/vip.yaml:${place} error not-utf-8`]);
    const [diagnostic] = (await load()).diagnostics;
    expect(diagnostic?.message).toMatch(guess);
    expect(diagnostic?.message).toMatch(/save .* as UTF-8/);
  });

  test("whose lines end as on old Macs is read", async () => {
    write("lists/vip.yaml", "name: vip\rmembers:\r  - 31999998888\r");
    const { desired, diagnostics } = await readConfiguration(await load());
    expect(diagnostics).toEqual([]);
    expect(desired.lists[0]?.include.members.map(({ line }) => line)).toEqual([3]);
  });

  test("may begin with a byte order mark, which moves no column", async () => {
    write("lists/vip.yaml", "\ufeffname: -\n");
    expect((await readConfiguration(await load())).diagnostics[0]?.place).toMatchObject({
      line: 1,
      column: 7,
    });
  });

  test("may be empty here: what that means is said by who reads it", async () => {
    write("lists/vip.yaml", "");
    expect((await readConfiguration(await load())).diagnostics.map(inOneLine)).toEqual([
      "lists/vip.yaml:1:1 error empty-file",
    ]);
  });

  test("that is refused does not keep the others from being read", async () => {
    write("lists/a.yaml", Buffer.from([0xff]));
    write("lists/b.yaml");
    const { lists, diagnostics } = await load();
    expect(lists.map(({ file }) => file)).toEqual(["lists/b.yaml"]);
    expect(diagnostics).toHaveLength(1);
  });

  test("whose name would steer a terminal is named without that", async () => {
    write("lists/\u001b[2J\n.yaml");
    expect(await filesOf()).toEqual(["lists/\uFFFD[2J\uFFFD.yaml"]);
  });

  test("whose name is not UTF-8 is told", async () => {
    write("lists/vip.yaml");
    writeFileSync(
      Buffer.concat([Buffer.from(`${cwd}/lists/`), Buffer.from([0xe7]), Buffer.from(".yaml")]),
      "name: x",
    );
    expect(await problems()).toEqual(["lists/\uFFFD.yaml:1:1 error unreadable"]);
  });
});
