/** `.github/actions/identities`: what nobody has merged yet is added to the file that is named, and to no other. */

import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { directoryWith } from "../support/cli.ts";
import { makePipe } from "../support/pipe.ts";
import { readAction } from "../support/workflow-file.ts";
import type { Ran } from "../support/workflow-shell.ts";
import { runScript } from "../support/workflow-shell.ts";
import { ROOT } from "../support/workflow-source.ts";

const FILE = "main/lists/identities.lock.csv";
const OWNER = "# contract: acme, bot: acmebot\n";
const HEADER = "phone,identity,source,resolved_at\n";
const line = (last: number) =>
  `+553199999${last},553199999${last}@wa.gw.msging.net,lookup,2026-11-03T12:00:00.000Z\n`;
const PENDING = { "pending/identities.lock.csv": OWNER + line(7777) };

function add(directory: string): Promise<Ran> {
  const { steps } = readAction(`${ROOT}.github/actions/identities/action.yml`).runs;
  const step = steps.find(({ run }) => run !== undefined);
  const env = { PATH: process.env.PATH ?? "", FILE };
  return runScript({
    text: step?.run ?? "",
    shell: step?.shell,
    directory,
    env,
    temporary: directoryWith({}),
  });
}

describe("answers that wait to be merged", () => {
  it.each([
    ["a file", OWNER + HEADER + line(6666), `${OWNER}${HEADER}${line(6666)}\n${OWNER}${line(7777)}`],
    [
      "one without its last line feed",
      `${HEADER}${line(6666)}`.trimEnd(),
      `${HEADER}${line(6666)}${OWNER}${line(7777)}`,
    ],
  ])("are added to %s", async (_, before, after) => {
    const cwd = directoryWith({ ...PENDING, [FILE]: before });
    expect((await add(cwd)).code).toBe(0);
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(after);
    expect(readdirSync(join(cwd, "main/lists"))).toEqual(["identities.lock.csv"]);
  });

  it("make the file where there is none", async () => {
    const cwd = directoryWith({ ...PENDING, "main/lists/vip.yaml": "" });
    expect((await add(cwd)).code).toBe(0);
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(OWNER + line(7777));
  });

  it.each([[{}], [{ "pending/identities.lock.csv": "" }], [{ "pending/identities.lock.csv": OWNER }]])(
    "that are none leave it alone: %j",
    async (pending) => {
      const cwd = directoryWith({ ...pending, [FILE]: HEADER });
      expect((await add(cwd)).code).toBe(0);
      expect(readFileSync(join(cwd, FILE), "utf8")).toBe(HEADER);
    },
  );

  it("of another bot are not used", async () => {
    const before = OWNER.replace("acmebot", "otherbot") + HEADER + line(6666);
    const cwd = directoryWith({ ...PENDING, [FILE]: before });
    const { code, log } = await add(cwd);
    expect([code, log]).toEqual([0, expect.stringContaining("is of another bot")]);
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(before);
  });
});

describe("a branch that puts something else in the place of the file", () => {
  it("has it refused: a link to a file", async () => {
    const cwd = directoryWith({ ...PENDING, secret: "kept", "main/lists/vip.yaml": "" });
    symlinkSync("../../secret", join(cwd, FILE));
    const { code, log } = await add(cwd);
    expect([code, log]).toEqual([1, expect.stringContaining("is a link: put the file itself there")]);
    expect(readFileSync(join(cwd, "secret"), "utf8")).toBe("kept");
    expect(lstatSync(join(cwd, FILE)).isSymbolicLink()).toBe(true);
  });

  it("has it refused: a link to a file that is not there", async () => {
    const cwd = directoryWith({ ...PENDING, "main/lists/vip.yaml": "" });
    symlinkSync("../../made", join(cwd, FILE));
    expect((await add(cwd)).code).toBe(1);
    expect(readdirSync(cwd).sort()).toEqual(["main", "pending"]);
  });

  it("has it refused: a directory on the way that is a link", async () => {
    const cwd = directoryWith({ ...PENDING, "elsewhere/x": "", "main/x": "" });
    symlinkSync("../elsewhere", join(cwd, "main/lists"));
    expect((await add(cwd)).code).toBe(1);
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual(["x"]);
  });

  it("has it refused: a pipe, a directory", async () => {
    for (const make of [makePipe, (path: string) => mkdirSync(path)]) {
      const cwd = directoryWith({ ...PENDING, "main/lists/vip.yaml": "" });
      make(join(cwd, FILE));
      const { code, log } = await add(cwd);
      expect([code, log]).toEqual([1, expect.stringContaining("not a regular file")]);
    }
  });
});
