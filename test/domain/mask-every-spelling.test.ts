/** Whatever can be read as a number is found and hidden: held against every character there is. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitsIn, Gap, runsOf } from "../../src/domain/digits.ts";
import { maskLine, maskName, maskText } from "../../src/domain/mask.ts";
import { parsePhone } from "../../src/domain/phone.ts";
import { mexicanNumber } from "./numbers.ts";

const NUMBERS = ["+5531987654321", "(31) 98765-4321", "5531987654321"];
const LAST_CODE_POINT = 0x10_ff_ff;
/** A machine that is busy needs a tenth of it. */
const BOUND_MS = 300_000;

/** All that a text can hold, but for halves of characters. */
function* everyCharacter(): Generator<string> {
  for (let code = 0; code <= LAST_CODE_POINT; code += 1)
    if (code < 0xd8_00 || code > 0xdf_ff) yield String.fromCodePoint(code);
}

/** The characters that `parsePhone` reads before, within or behind a number. */
function readCharacters(): string[] {
  const [number = ""] = NUMBERS;
  return [...everyCharacter()].filter((character) =>
    [0, 6, number.length].some((at) => isRead(inserted(number, at, character))),
  );
}

function positionsOf(number: string): number[] {
  return Array.from({ length: number.length + 1 }, (_, at) => at);
}

function inserted(number: string, at: number, text: string): string {
  const whole = [...number];
  return [...whole.slice(0, at), text, ...whole.slice(at)].join("");
}

function isRead(text: string): boolean {
  return "phone" in parsePhone(text, "BR");
}

/** All the digits of a text that stand for themselves, as one run; null where they are several. */
function foundAsOne(text: string): string | null {
  const digits = digitsIn(text);
  const runs = runsOf(digits, Gap.tight);
  const [run] = runs;
  if (run === undefined || runs.length > 1) return null;
  return Array.from({ length: run.to - run.from }, (_, index) => digits.sign(run.from + index).digits).join(
    "",
  );
}

function digitsAsRead(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(/\D/g, "");
}

function expectHidden(text: string): void {
  const digits = digitsAsRead(text);
  expect([text, foundAsOne(text)]).toEqual([text, digits]);
  const known = digits.length > 15 ? digits.slice(-4) : digits.slice(0, -8) + digits.slice(-4);
  const disguised = digits.slice(0, 2) + digits.slice(-1);
  for (const masked of [maskText(text), maskName(text)])
    expect([text, [known, disguised]]).toEqual([text, expect.arrayContaining([digitsAsRead(masked)])]);
  const line = digitsAsRead(maskLine(text).text);
  expect([line.length <= 3, digits.startsWith(line.slice(0, -1))]).toEqual([true, true]);
}

describe("a number that is read, whatever stands in it, is hidden", () => {
  const passedOver = readCharacters();

  test("with any one character at any place", { timeout: BOUND_MS }, () => {
    expect(passedOver.length).toBeGreaterThan(100);
    for (const character of passedOver) {
      for (const number of NUMBERS)
        for (const at of positionsOf(number)) {
          const text = inserted(number, at, character);
          if (isRead(text)) expectHidden(text);
        }
    }
  });

  test("with any characters at several places", { timeout: BOUND_MS }, () => {
    const mark = fc.constantFrom(...passedOver);
    const between = fc.array(fc.tuple(fc.nat(20), fc.array(mark, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 5,
    });
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...NUMBERS), between, (number, marks) => {
        let text = number;
        for (const [at, some] of marks) text = inserted(text, at % (number.length + 1), some.join(""));
        if (!isRead(text)) return;
        read += 1;
        expectHidden(text);
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  test("with any other spelling of its digits", () => {
    const spellings = new Map<string, string[]>();
    for (const character of everyCharacter()) {
      const plain = character.normalize("NFKC");
      if (/^\d$/.test(plain)) spellings.set(plain, [...(spellings.get(plain) ?? []), character]);
    }
    const spelled = fc.tuple(mexicanNumber(), fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }));
    fc.assert(
      fc.property(spelled, ([number, choice]) => {
        const text = [..."52".concat(number)]
          .map((digit, index) => {
            const all = spellings.get(digit) ?? [];
            return all[(choice[index] ?? 0) % all.length] ?? digit;
          })
          .join("");
        if (isRead(`+${text}`)) expectHidden(`+${text}`);
      }),
    );
  });
});
