import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/**
 * Who may import whom. A room is a folder of `src/`; `main` is the file.
 * `types` of a room: what `import type` brings, and the plain data and helpers of its `types.ts`.
 * Errors stand beside the port whose callers catch them, so that `blip` may make them; the envelope is the
 * wire's vocabulary, which client and emulator share.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  main: ["cli", "app types"],
  cli: ["app", "domain", "report"],
  app: [
    "domain",
    "config",
    "survey",
    "reconcile",
    "approval",
    "apply",
    "blip",
    "files",
    "report",
    "github",
    "emulator",
  ],
  domain: [],
  config: ["domain"],
  survey: ["domain"],
  reconcile: ["domain"],
  approval: ["domain", "reconcile"],
  apply: ["domain", "reconcile types"],
  blip: ["domain", "survey types", "apply types", "survey/reader.ts", "apply/writer.ts"],
  files: ["domain", "config types", "reconcile types", "apply types"],
  report: ["domain", "reconcile types", "approval types", "apply types"],
  github: ["domain", "report"],
  emulator: ["domain", "blip/envelope.ts"],
};

const PURE = /^src\/(?:domain|reconcile|report)\/|^src\/config\/(?!load\.ts$)/;
const IMPURE_MODULES =
  /^(?:node:(?:fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|os|process|timers)(?:\/|$)|chalk$|undici$|cli-progress$)/;
const IMPURE_WORDS =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bprocess\s*\??\.[a-z]|\bperformance\.|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bconsole\./;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function sources(): { file: string; code: string }[] {
  return readdirSync(`${ROOT}src`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .sort()
    .map((file) => ({ file, code: withoutComments(readFileSync(ROOT + file, "utf8")) }));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function importsOf({ file, code }: { file: string; code: string }): Import[] {
  const statements = code.matchAll(/^\s*(?:import|export)\s+(type\s+)?([^;"']*?)\s*from\s+"([^"]+)"/gm);
  const found = [...statements].map(([, type, names = "", specifier = ""]) => ({
    file,
    specifier,
    isTypeOnly: type !== undefined || isEachAType(names),
  }));
  const others = code.matchAll(/\bimport\s*\(\s*"([^"]+)"|^\s*import\s+"([^"]+)"|\brequire\("([^"]+)"/gm);
  for (const [, dynamic, bare, required] of others)
    found.push({ file, specifier: dynamic ?? bare ?? required ?? "", isTypeOnly: false });
  return found;
}

function isEachAType(names: string): boolean {
  const inBraces = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  return inBraces?.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type ")) ?? false;
}

function roomOf(path: string): string {
  const [, room = "", inside] = path.split("/");
  return inside === undefined ? room.replace(/\.ts$/, "") : room;
}

/** What an import breaks, or null. */
function violation({ file, specifier, isTypeOnly }: Import): string | null {
  if (!specifier.startsWith(".")) return null;
  const target = posix.join(posix.dirname(file), specifier);
  const room = roomOf(target);
  const allowed = MAY_IMPORT[roomOf(file)] ?? [];
  const path = target.replace("src/", "");
  if (room === roomOf(file) || allowed.includes("*") || allowed.includes(room) || allowed.includes(path))
    return null;
  const asTypes = allowed.includes(`${room} types`) && (isTypeOnly || path === `${room}/types.ts`);
  return asTypes ? null : `${file} imports ${isTypeOnly ? "types of" : "from"} ${target}`;
}

const SOURCES = sources();
const IMPORTS = SOURCES.flatMap(importsOf);

describe("the rooms of src", () => {
  test("are all in the table", () => {
    const rooms = new Set(SOURCES.map(({ file }) => roomOf(file)));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  test("import what the table says, and nothing else of ours", () => {
    expect(IMPORTS.length).toBeGreaterThan(SOURCES.length);
    expect(IMPORTS.map(violation).filter((found) => found !== null)).toEqual([]);
  });

  test("name files that are there, with their ending", () => {
    const files = new Set(SOURCES.map(({ file }) => file));
    const missing = IMPORTS.filter(({ file, specifier }) => {
      return (
        specifier.startsWith(".") &&
        !specifier.endsWith(".json") &&
        !files.has(posix.join(posix.dirname(file), specifier))
      );
    });
    expect(missing).toEqual([]);
  });
});

/** Files that lead back to themselves, by whatever detour; types lead as well as values do. */
function circles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, specifier } of imports) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".ts")) continue;
    const target = posix.join(posix.dirname(file), specifier);
    targets.set(file, [...(targets.get(file) ?? []), target]);
  }
  const finished = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const from = way.indexOf(file);
    if (from >= 0) found.push([...way.slice(from), file]);
    if (from >= 0 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}

describe("no files form a circle", () => {
  test("in src", () => {
    expect(circles(IMPORTS)).toEqual([]);
  });

  test("and one would be found", () => {
    const code = [
      { file: "src/domain/a.ts", code: 'import type { B } from "./b.ts";' },
      { file: "src/domain/b.ts", code: 'import { c } from "./c.ts";' },
      { file: "src/domain/c.ts", code: 'const { a } = await import("./a.ts");' },
    ];
    expect(circles(code.flatMap(importsOf))).toEqual([
      ["src/domain/a.ts", "src/domain/b.ts", "src/domain/c.ts", "src/domain/a.ts"],
    ]);
  });
});

describe("files stay small enough to be read", () => {
  const linesOf = (file: string) =>
    readFileSync(ROOT + file, "utf8")
      .trimEnd()
      .split("\n").length;

  test("300 lines at most", () => {
    expect(SOURCES.map(({ file }) => file).filter((file) => linesOf(file) > 300)).toEqual([]);
  });

  test("a command 79 at most, and one file each", () => {
    const commands = SOURCES.map(({ file }) => file).filter((file) => file.startsWith("src/cli/commands/"));
    expect(commands.length).toBeGreaterThan(9);
    expect(commands.filter((file) => linesOf(file) >= 80)).toEqual([]);
  });
});

describe("the table is held against", () => {
  test.each([
    ["src/domain/phone.ts", 'import { x } from "../config/load.ts";'],
    ["src/emulator/lists.ts", 'import { Link } from "../blip/link.ts";'],
    ["src/reconcile/plan.ts", 'import type { x } from "../survey/reader.ts";'],
    ["src/apply/apply.ts", 'import { makePlan } from "../reconcile/plan.ts";'],
    ["src/apply/apply.ts", 'export * from "../survey/survey.ts";'],
    ["src/report/json.ts", 'import { type Plan, makePlan } from "../reconcile/plan.ts";'],
    ["src/github/run.ts", 'const { x } = await import("../blip/link.ts");'],
    ["src/main.ts", 'import "../src/config/load.ts";'],
  ])("%s: %s", (file, code) => {
    expect(importsOf({ file, code }).map(violation)).toEqual([expect.stringContaining(file)]);
  });

  test.each([
    ["src/apply/apply.ts", 'import { actionKey } from "../reconcile/types.ts";'],
    ["src/apply/apply.ts", 'import type { Comparison } from "../reconcile/compare.ts";'],
    ["src/blip/client.ts", 'import { PageRefused } from "../survey/reader.ts";'],
    ["src/emulator/lists.ts", 'import type { Response } from "../blip/envelope.ts";'],
    ["src/report/json.ts", 'import {\n  type Plan,\n  type Action,\n} from "../reconcile/plan.ts";'],
    ["src/app/plan.ts", 'import { survey } from "../survey/survey.ts";'],
  ])("but not %s: %s", (file, code) => {
    expect(importsOf({ file, code }).map(violation)).toEqual([null]);
  });
});

describe("config (but for load.ts), reconcile, report and domain", () => {
  const pure = SOURCES.filter(({ file }) => PURE.test(file));

  test("import nothing that reaches outside the process", () => {
    const impure = pure.flatMap(importsOf).filter(({ specifier }) => IMPURE_MODULES.test(specifier));
    expect(pure.length).toBeGreaterThan(20);
    expect(impure).toEqual([]);
  });

  test("know no clock, no randomness and no process", () => {
    const found = pure.flatMap(({ file, code }) => {
      const word = IMPURE_WORDS.exec(code)?.[0];
      return word === undefined ? [] : [`${file}: ${word}`];
    });
    expect(found).toEqual([]);
  });
});

test("main.ts alone sets the exit code", () => {
  const files = SOURCES.filter(({ code }) => /\bprocess\s*\.\s*exitCode\b/.test(code));
  expect(files.map(({ file }) => file)).toEqual(["src/main.ts"]);
});
