import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { argentinianNumber, brazilianMobile, mexicanNumber, spelling } from "../domain/numbers.ts";
import { ACCESS_KEY, BOT, keysIn, leaksIn } from "./leaks.ts";

const KEY = Buffer.from(`${BOT}:${ACCESS_KEY}`).toString("base64");

describe("the guard against whole phone numbers finds", () => {
  test.each([
    ["E.164", "+5531999998888"],
    ["an integer", "5531999998888"],
    ["the spelling of the reports", "add +55 31 99999-8888 to vip"],
    ["the national form", "(31) 99999-8888"],
    ["the form without the ninth digit", "+55 31 9999-8888"],
    ["two zeros before it", "0055 31 99999-8888"],
    ["dots", "31.99999.8888"],
    ["an identity", "5531999998888@wa.gw.msging.net"],
    ["an old identity", "553199998888@wa.gw.msging.net"],
    ["a uri", "get lime://wa.gw.msging.net/accounts/%2B5531999998888"],
    ["blanks in a uri", "?text=55%2031%2099999-8888"],
    ["a file", "lists/5531999998888.yaml:7"],
    ["a list", "vip-5531999998888 (new)"],
    ["a line and a column beside it", "lists/vip.yaml:7:5: 31 99999-8888: written twice"],
    ["numbers beside it", "12 31 99999-8888 7"],
    ["two side by side", "+55 31 99999-8888 +55 31 99999-7777"],
    ["two without anything between", "55319999988885531999997777"],
    ["character references", "&#40;31&#41; 99999&#45;8888"],
    ["all of it in references", [..."31999998888"].map((digit) => `&#x3${digit};`).join("")],
    ["invisible marks", "31\u200b99999\u20608888"],
    ["escapes of JSON", '"31\\u00a099999\\u20138888"'],
    ["wide digits", "３１９９９９９８８８８"],
    ["digits of Arabic", "٣١٩٩٩٩٩٨٨٨٨"],
    ["keycaps", [..."31999998888"].map((digit) => `${digit}\ufe0f\u20e3`).join("")],
    ["colours", "31 \u001b[1m99999\u001b[0m-8888"],
    ["tags", "31 <b>99999</b>-8888"],
    ["code spans", "`31` `99999-8888`"],
    ["a number of Mexico", "+52 55 1234 5678"],
    ["one of Singapore", "+65 9123 4567"],
    ["one of the United States", "12025550123"],
    ["one in the summary of a plan", "| `+55 31 99999-8888` | to be looked up |"],
  ])("%s", (_what, text) => {
    expect(leaksIn(text)).not.toEqual([]);
  });

  it("any of several countries, in any spelling", () => {
    const number = fc.oneof(
      brazilianMobile().map((digits) => `+55${digits}`),
      brazilianMobile(),
      mexicanNumber().map((digits) => `+52${digits}`),
      argentinianNumber().map((digits) => `+549${digits}`),
    );
    fc.assert(
      fc.property(number, spelling(), (digits, spell) => {
        expect(leaksIn(`- ${spell(digits)} # Ana`)).not.toEqual([]);
      }),
    );
  });
});

describe("the guard says", () => {
  it("on which line, and does not give away what it has found", () => {
    const [found] = leaksIn("nothing\n31 99999-8888\n");
    expect(found).toBe("line 2: a phone number, 319****8888");
  });
});

describe("the guard lets pass", () => {
  test.each([
    ["masked numbers", "+55 31 9****-8888, 55319****8888@wa.gw.msging.net, (31) 9****-8888, +1 20* *** 0123"],
    ["several that are masked as one", "** *****-**** ** *****-7777"],
    ["masked numbers in references", "&#43;55 31 9&#42;&#42;&#42;&#42;-8888"],
    ["moments", "2026-11-03T10:30:00.123Z, 2026-11-03 10:30, 2026-11-03"],
    ["days side by side", "2026-11-03 2026-11-04"],
    ["digests", "sha256:1234567890123456789012345678901234567890123456789012345678901a3f"],
    ["ids of commands", "12345678-1234-4234-9234-123456789012"],
    ["runs", "https://github.com/acme/lists/actions/runs/1234567890/job/1234567890"],
    ["comments", "https://github.com/acme/lists/pull/7#issuecomment-1234567890"],
    ["totals", "| **all** | 2 new | **100,003** | **0** | **12** | 1,234,567 |"],
    ["places", "lists/2026-11-03.yaml:100000:12"],
    ["columns of counts", "1,240 done, 12 failed, of 100,000 actions in 20 min 51 s"],
    ["what is left of a number", "ends in 8888, 99999-8888"],
  ])("%s", (_what, text) => {
    expect(leaksIn(text)).toEqual([]);
  });
});

describe("the guard against keys finds", () => {
  test.each([
    ["the key", `Authorization: Key ${KEY}`],
    ["the key without its padding", KEY.replace(/=+$/, "")],
    ["the key in an address", `https://x.example/?key=${encodeURIComponent(KEY)}`],
    ["the access key", `denied: ${ACCESS_KEY}`],
    ["the access key in other letters", ACCESS_KEY.toUpperCase()],
    ["what it decodes to", `${BOT}:${ACCESS_KEY}`],
    ["the header in base64", Buffer.from(`Key ${KEY}`).toString("base64")],
    ["the header in base64, one to the right", Buffer.from(`: Key ${KEY}\n`).toString("base64")],
    ["hexadecimal digits", Buffer.from(ACCESS_KEY).toString("hex")],
    ["references", ACCESS_KEY.replaceAll("-", "&#45;")],
    ["any other bot's", Buffer.from("otherbot:another-access-key").toString("base64")],
  ])("%s", (_what, text) => {
    expect(keysIn(`first\n${text}`)).toEqual(["line 2: a key of a bot"]);
    expect(leaksIn(text)).not.toEqual([]);
  });

  it("and lets pass what only looks like one", () => {
    const digest = "sha256:5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f";
    const words = `${digest} X3nV9k2LmQ8rT5wY1zB4cd acmebot BLIP_KEY .github/workflows/apply.yml`;
    expect(keysIn(words)).toEqual([]);
  });
});
