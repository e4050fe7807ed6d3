/** What contacts say their number is, which somebody typed. */

import { describe, expect, test } from "vitest";
import { customerOf } from "../../src/domain/customer.ts";
import { surveyContacts } from "../../src/survey/contacts.ts";
import { phone } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const NAMED = "BR.123x@wa.gw.msging.net";

/** The identities that the contacts give a number, where one says it has another. */
async function identitiesOf(number: string, phoneNumber: string): Promise<readonly string[]> {
  const { reader, clock } = virtualHarness({ seed: { contacts: [{ identity: NAMED, phoneNumber }] } });
  const wanted = phone(number);
  const request = { wanted: [wanted], selections: [], defaultCountry: "BR", nowMs: 0 } as const;
  const roster = await clock.run(surveyContacts(reader, request));
  return roster.identities.get(customerOf(wanted)) ?? [];
}

describe("the number of a contact", () => {
  test.each([
    ["+5531999998888", "+55 31 99999-8888"],
    ["+5531999998888", "3199998888.0"],
    ["+5531999998888", "'5531999998888"],
    ["+5531999998888", "https://wa.me/5531999998888"],
    ["+24166123456", "+241 06 12 34 56"],
    ["+2290197123456", "+229 97 12 34 56"],
    ["+6834002", "+683 4002"],
  ])("is read as a list file's is: %s is %s", async (number, phoneNumber) => {
    expect(await identitiesOf(number, phoneNumber)).toEqual([NAMED]);
  });

  test.each([
    ["+5531999988887", "(31) 9999-8888/7"],
    ["+5531999988880", "3199998888.0"],
    ["+5519988887777", "(01) 98888-7777"],
    ["+5511943334444", "+55 11 4333-4444"],
  ])("is no other than was meant: %s is not %s", async (number, phoneNumber) => {
    expect(await identitiesOf(number, phoneNumber)).toEqual([]);
  });
});
