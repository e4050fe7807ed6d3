/** A machine that allows few open files: a sentence, and no stack. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { directoryWith, KEY } from "../support/cli.ts";
import { closedPort } from "../support/proxy.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** Runs the tool where so many files may be open. */
async function limitedTo(files: number, args: readonly string[]) {
  const cwd = directoryWith({ "lists/vip.yaml": "name: vip\nmembers:\n  - +55 31 99999-8888\n" });
  const env = {
    PATH: process.env.PATH,
    BLIP_KEY: KEY,
    BLIP_CONTRACT: "acme",
    BLIP_ENDPOINT: `http://${await closedPort()}/commands`,
  };
  const script = `ulimit -n ${files}; exec "$0" "$@"`;
  const child = spawn("sh", ["-c", script, process.execPath, MAIN, ...args], { cwd, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((settle) => {
    child.on("close", (code) => settle({ code, stdout, stderr }));
  });
}

/** Where the tool can be loaded at all, it finds nobody at that address: that is a sentence, too. */
const SENTENCE = /^error: [^\n]+(?:Raise the limit|the connection was refused)[^\n]*\n$/;

describe("a limit of open files that is too low", () => {
  it.each([
    [40, ["plan"]],
    [40, ["apply", "--yes"]],
    [34, ["plan"]],
    [48, ["plan"]],
    [56, ["plan"]],
  ])("of %i is one sentence, and exit 1: %j", async (files, args) => {
    const { code, stdout, stderr } = await limitedTo(files, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(SENTENCE);
  });

  it.each([34, 40, 48])("of %i is a document where JSON was asked for", async (files) => {
    const { code, stdout, stderr } = await limitedTo(files, ["plan", "--format", "json"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const { formatVersion, error } = JSON.parse(stdout);
    expect([formatVersion, error.exit]).toEqual([1, 1]);
    expect(`error: ${error.message}\n`).toMatch(SENTENCE);
  });
});
