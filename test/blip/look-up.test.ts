import { describe, expect, test } from "vitest";
import { blipWriter } from "../../src/blip/client.ts";
import { literal } from "../../src/domain/fact-fields.ts";
import { identity, phone } from "../support/field.ts";
import type { Answer } from "./scripted.ts";
import { networkError, refusal, scripted, success } from "./scripted.ts";

const ANA = identity("5531999998888@wa.gw.msging.net");
const PHONE = phone("+55 31 99999-8888");

function client(...answers: readonly Answer[]) {
  const { clock, link, sendings } = scripted(...answers);
  return { clock, writer: blipWriter(link), commands: () => sendings };
}

describe("the identity of a number", () => {
  const short = "553199998888@wa.gw.msging.net";
  test.each([
    ["alternativeAccount before identity", { alternativeAccount: short, identity: ANA }, short],
    ["identity where there is no alternative", { identity: short }, short],
    ["identity where the alternative is empty", { alternativeAccount: "", identity: short }, short],
    ["identity where the alternative is null", { alternativeAccount: null, identity: short }, short],
    ["without the instance of a node", { alternativeAccount: `${short}/phone` }, short],
    ["in any case of letters", { alternativeAccount: "Ab.12@WA.gw.msging.net" }, "Ab.12@WA.gw.msging.net"],
  ])("is %s", async (_, account, value) => {
    const { clock, writer } = client(success(account));
    expect(await clock.run(writer.lookUp(PHONE))).toEqual({ status: "ok", value });
  });

  test.each([
    ["nothing at all", undefined, null],
    ["no identity", { fullName: "Ana" }, null],
    ["digits alone", { identity: "5531999998888" }, null],
    ["a tunnel", { alternativeAccount: "x@tunnel.msging.net", identity: ANA }, "tunnel.msging.net"],
    ["Messenger", { identity: "1@messenger.gw.msging.net" }, "messenger.gw.msging.net"],
  ])("is none when the account holds %s", async (_, account, domain) => {
    const { clock, writer } = client(success(account));
    expect(await clock.run(writer.lookUp(PHONE))).toEqual({
      status: "failed",
      why: {
        code: "blip-no-identity",
        fields: { command: expect.anything(), domain: domain === null ? null : literal(domain) },
      },
      passing: false,
    });
  });

  test("is refused where the last try was, whatever became of those before", async () => {
    const { clock, writer } = client(networkError("ECONNRESET"), refusal(35));
    const sent = await clock.run(writer.lookUp(PHONE));
    expect(sent).toMatchObject({
      status: "failed",
      why: { code: "blip-refused", fields: { reason: 35 } },
      passing: false,
    });
    const later = client(networkError("ECONNRESET"), refusal(67));
    expect(await later.clock.run(later.writer.lookUp(PHONE))).toEqual({ status: "ok", value: null });
  });

  test("is asked for three times at most, and a lost look-up has done nothing", async () => {
    const { clock, writer, commands } = client(networkError("ECONNRESET"));
    expect(await clock.run(writer.lookUp(PHONE))).toMatchObject({ status: "failed", passing: true });
    expect(commands()).toHaveLength(3);
  });

  test("is none where Blip does not find the number: that is an answer", async () => {
    const { clock, writer, commands } = client(refusal(67));
    expect(await clock.run(writer.lookUp(PHONE))).toEqual({ status: "ok", value: null });
    expect(commands()).toHaveLength(1);
  });

  test.each([1, 13, 25, 35, 42, 62, 63, 64, 66, 101, 0, 999])(
    "is not settled by reason %i, which is about the bot, its channel or the request",
    async (code) => {
      const { clock, writer, commands } = client(refusal(code));
      const { status } = await clock.run(writer.lookUp(PHONE));
      expect(status).toBe(code === 13 ? "unauthorized" : "failed");
      expect(commands()).toHaveLength(1);
    },
  );
});
