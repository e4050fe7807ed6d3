/** What the documents say of themselves, of each other and of the tool. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { blipLists } from "./support/cli.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const README_BYTES_MAX = 9 * 1024;
const NOT_OURS = new Set([".git", "node_modules", "dist", "build", "coverage"]);

const DOCUMENTS = readdirSync(ROOT)
  .filter((name) => !NOT_OURS.has(name))
  .flatMap((name) => (statSync(ROOT + name).isDirectory() ? below(name) : [name]))
  .filter((path) => path.endsWith(".md"));

function below(directory: string): string[] {
  return readdirSync(ROOT + directory, { recursive: true, encoding: "utf8" }).map((path) =>
    join(directory, path),
  );
}

function read(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}

/** Without blocks of code. */
function proseOf(path: string): string {
  return read(path).replace(/^ *```[\s\S]*?^ *```$/gm, "");
}

/** As GitHub makes them from headings, a number behind those that are repeated. */
function anchorsOf(path: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of proseOf(path).matchAll(/^#{1,6} (.*)$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = text.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
    const alike = [...anchors].filter((other) => other.replace(/-\d+$/, "") === anchor).length;
    anchors.add(alike === 0 ? anchor : `${anchor}-${alike}`);
  }
  return anchors;
}

/** Links to files and headings of this repository. */
const LINKS = DOCUMENTS.flatMap((document) =>
  [...proseOf(document).matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, target = ""]) => {
    const [path = "", anchor = ""] = target.split("#", 2);
    const file = path === "" ? document : relative(ROOT, join(ROOT, dirname(document), path));
    return { document, target, file, anchor };
  }),
);

/** The rows of all tables with these headings, as their cells. */
function rowsUnder(headings: readonly string[], path: string): string[][] {
  const tables = read(path)
    .split(`| ${headings.join(" | ")} |\n`)
    .slice(1);
  return tables.flatMap((text) => {
    const [, ...lines] = text.split("\n");
    const end = lines.findIndex((line) => !line.startsWith("|"));
    return lines.slice(0, end).map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  });
}

async function helpOf(...command: string[]): Promise<string> {
  const { stdout } = await blipLists([...command, "--help"], { cwd: ROOT });
  return stdout;
}

async function commandsOfTheTool(): Promise<string[]> {
  return [...(await helpOf()).matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name = ""]) => name);
}

/** @returns `apply --yes` */
async function flagsOfTheTool(command: string): Promise<string[]> {
  const flags = [...(await helpOf(command)).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)];
  return flags.map(([, flag]) => `${command} ${flag}`).filter((flag) => !flag.endsWith(" --help"));
}

describe("the documents", () => {
  it("begin with a README of at most 9 KB", () => {
    expect(statSync(`${ROOT}README.md`).size).toBeLessThanOrEqual(README_BYTES_MAX);
  });

  it("are not hidden by another README that GitHub would show first", () => {
    expect(DOCUMENTS).toContain("README.md");
    expect(DOCUMENTS).not.toContain(".github/README.md");
  });

  it("link to files that exist", () => {
    expect(LINKS.length).toBeGreaterThan(20);
    expect(LINKS.filter(({ file }) => !existsSync(ROOT + file))).toEqual([]);
  });

  it("link to headings that exist", () => {
    const withAnchor = LINKS.filter(({ anchor }) => anchor !== "");
    expect(withAnchor.length).toBeGreaterThan(20);
    expect(withAnchor.filter(({ file, anchor }) => !anchorsOf(file).has(anchor))).toEqual([]);
  });

  it("name the commands of the tool", async () => {
    const rows = rowsUnder(["command", "what it does"], "README.md");
    const named = rows.map(([first = ""]) => /^`blip-lists ([a-z-]+)/.exec(first)?.[1]);
    expect(named.sort()).toEqual((await commandsOfTheTool()).sort());
  });

  it("name the flags of every command", async () => {
    const rows = ["lists/README.md", ".github/workflows/README.md"].flatMap((path) =>
      rowsUnder(["flag", "of", "meaning"], path),
    );
    const named = rows.flatMap(([flags = "", commands = ""]) => {
      const flag = /`(--[\w-]+)/.exec(flags)?.[1];
      return commands.split(", ").map((command) => `${command} ${flag}`);
    });
    const commands = await commandsOfTheTool();
    const there = (await Promise.all(commands.map(flagsOfTheTool))).flat();
    expect(there).toContain("apply --yes");
    expect([...new Set(named)].sort()).toEqual(there.sort());
  });

  it("name the settings of bot.yaml", () => {
    const rows = rowsUnder(["setting", "default", "meaning"], "lists/README.md");
    const named = rows.flatMap(([settings = ""]) =>
      [...settings.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const { properties } = JSON.parse(read("schemas/bot.schema.json"));
    expect(named.sort()).toEqual(Object.keys(properties).sort());
  });

  it("show what the demo prints", async () => {
    const shown = /^```text\n([\s\S]*?)^```$/m.exec(read("README.md"))?.[1] ?? "";
    const { code, stdout } = await blipLists(["demo"], { cwd: ROOT });
    expect(shown).toContain("$ blip-lists plan");
    expect([code, anyPort(stdout)]).toEqual([0, expect.stringContaining(anyPort(shown))]);
  });
});

function anyPort(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT");
}
