import { expect, test } from "vitest";
import { crashReport } from "../../src/cli/crash.ts";
import { KEY } from "../support/cli.ts";
import { runtimeAt } from "../support/runtimes.ts";

test("a fault of the tool is reported with its stack, without the key and without numbers", () => {
  const decoded = Buffer.from(KEY, "base64").toString("utf8");
  const error = new Error(`no answer for ${decoded}, Key ${encodeURIComponent(KEY)}, +55 31 99999-8888`);
  const report = crashReport(error, { ...runtimeAt("/"), env: { BLIP_KEY: KEY, CI: "true" } });
  expect(report).toContain("crash.test.ts");
  expect(report).not.toMatch(/99999|8888 \(/);
  for (const part of [KEY.slice(0, 12), decoded.slice(0, 14)]) expect(report).not.toContain(part);
});
