/** Dates that contacts have and conditions ask for, on machines of several time zones. */

import { expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";

const SINCE = [
  "2026-11-02T23:59",
  "2026-11-03",
  "2026-11-03T00:00",
  "2026-11-03T02:59:59-03:00",
  "03/11/2026",
  "",
];
const ZONES = ["UTC", "America/Sao_Paulo", "Pacific/Kiritimati", "Pacific/Pago_Pago"];

it("a date without a zone is one of UTC, wherever the tool runs; what is none is counted in a warning", async () => {
  const blip = await emulatorWith();
  for (const [index, since] of SINCE.entries())
    blip.emulator.state.addContact({ identity: whatsapp(mobile(index)), extras: { since } });
  const where = "extras.since: {after: 2026-11-03T00:00, before: 2026-11-03T06:00}";
  const cwd = directoryWith({
    "lists/new.yaml": `name: new\nmembersFrom:\n  contacts: {where: {${where}}}\n`,
  });
  const plans = await Promise.all(
    ZONES.map((TZ) => blipLists(["plan", "--format", "json"], { cwd, env: { ...environmentFor(blip), TZ } })),
  );
  for (const { code, stdout } of plans) {
    const { actions, warnings } = JSON.parse(stdout);
    const added = actions.flatMap(({ member }: { member?: string }) => member ?? []);
    expect([code, added]).toEqual([0, [1, 2, 3].map((index) => whatsapp(mobile(index)))]);
    expect(warnings).toEqual([
      {
        code: "unreadable-date",
        message: expect.stringContaining("1 contact has something other than a date in extras.since"),
        source: "lists/new.yaml:3",
      },
    ]);
  }
});
