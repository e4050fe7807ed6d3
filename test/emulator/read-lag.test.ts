import { describe, expect, test } from "vitest";
import { Caller, LISTS, outcome, page } from "./caller.ts";

const ANA = "5531999998888@wa.gw.msging.net";
const BIA = "553199997777@wa.gw.msging.net";

describe("with a read lag", () => {
  test("a read sees each write only after that time", () => {
    const caller = new Caller({ lists: { vip: [ANA] } }, { readLagMs: 500 });
    caller.add("vip", BIA);
    caller.nowMs = 200;
    caller.remove("vip", ANA);
    const seenAt = (nowMs: number) => {
      caller.nowMs = nowMs;
      return [page(caller.members("vip")).items, outcome(caller.member("vip", BIA))];
    };
    expect(seenAt(499)).toEqual([[ANA], 67]);
    expect(seenAt(500)).toEqual([[ANA, BIA], "success"]);
    expect(seenAt(699)).toEqual([[ANA, BIA], "success"]);
    expect(seenAt(700)).toEqual([[BIA], "success"]);
  });

  test("writes see each other at once", () => {
    const caller = new Caller({}, { readLagMs: 500, createExistingList: "failure" });
    expect(outcome(caller.createList("vip"))).toBe("success");
    expect(outcome(caller.createList("vip"))).toBe(101);
    expect(outcome(caller.add("vip", ANA))).toBe("success");
    expect(caller.emulator.state.lists.members("vip")).toEqual([ANA]);
    expect([page(caller.lists()).total, outcome(caller.members("vip"))]).toEqual([1, 101]);
    caller.nowMs = 500;
    expect(page(caller.lists()).total).toBe(2);
    expect(page(caller.members("vip"))).toEqual({ items: [ANA], total: 1 });
  });

  test("a list that was deleted and made anew is seen as it was, gone, and then empty", () => {
    const caller = new Caller({ lists: { vip: [ANA], all: [BIA] } }, { readLagMs: 500 });
    caller.ask(LISTS, "delete", "/lists/vip@broadcast.msging.net");
    caller.nowMs = 100;
    caller.createList("vip");
    const seen = [499, 500, 600].map((nowMs) => {
      caller.nowMs = nowMs;
      return [outcome(caller.members("vip")), outcome(caller.member("vip", ANA))];
    });
    expect(seen).toEqual([
      ["success", "success"],
      [101, 101],
      ["success", 67],
    ]);
    expect(page(caller.members("all"))).toEqual({ items: [BIA], total: 1 });
  });
});
