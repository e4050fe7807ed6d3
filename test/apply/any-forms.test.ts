/** Any numbers, in any mix of forms at Blip: after one apply nothing is left, and nobody is on a list twice. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply.ts";
import type { Member } from "../../src/domain/customer.ts";
import { customerOf } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import type { DesiredState } from "../../src/domain/state.ts";
import { makePlan, rosterNeeds } from "../../src/reconcile/plan.ts";
import { surveyContacts } from "../../src/survey/contacts.ts";
import { existingLists, survey } from "../../src/survey/survey.ts";
import { desired, desiredList, identity, mobile, planInput, whatsapp } from "../support/field.ts";
import type { VirtualHarness } from "../support/virtual-harness.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

type Known = ReadonlyMap<Member, Identity | null>;

async function planFor(harness: VirtualHarness, state: DesiredState, known: Known) {
  const names = state.lists.map(({ name }) => name);
  const live = await survey(harness.reader, names);
  const input = { ...planInput(state, live), known };
  const needs = rosterNeeds(input);
  const request = needs && { ...needs, defaultCountry: "BR" as const, nowMs: 0 };
  const roster = request && (await surveyContacts(harness.reader, request));
  return { live, roster, plan: makePlan({ ...input, roster }) };
}

/** @returns what look-ups answered */
async function applyTo(harness: VirtualHarness, state: DesiredState): Promise<Known> {
  const known = new Map<Member, Identity | null>();
  const { plan, live, roster } = await planFor(harness, state, known);
  await applyPlan(plan, live, {
    writer: harness.writer,
    exists: async (list) => (await existingLists(harness.reader)).has(list.toLowerCase()),
    replan: async () => makePlan({ ...planInput(state, live), roster }),
    isExcluded: () => false,
    recorder: {
      found: (phone, found) => known.set(phone, found),
      refused: (phone) => known.set(phone, null),
    },
    wait: (ms) => harness.clock.sleep(ms, harness.stop.signal),
    stop: harness.stop.signal,
    onOutcome: () => {},
  });
  return known;
}

/** Where one customer is met: in which forms as a contact and on a list, and how the file declares them. */
const PERSON = fc.record({
  area: fc.constantFrom(11, 31, 85),
  contact: fc.constantFrom("none", "long", "short", "scoped", "scoped local", "both"),
  live: fc.constantFrom("none", "none", "long", "short"),
  declared: fc.subarray(["number", "long", "short"] as const, { minLength: 1, maxLength: 1 }),
  lists: fc.subarray(["a", "b"] as const, { minLength: 1 }),
});

test("one apply is enough for any numbers in any forms, and adds nobody twice", async () => {
  const switches = fc.record({
    numberForm: fc.constantFrom("area-code" as const, "long" as const, "short" as const, "as-asked" as const),
    accountAnswer: fc.constantFrom("alternative-differs" as const, "identity-only" as const),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(PERSON, { maxLength: 25 }),
      switches,
      fc.boolean(),
      async (people, blip, selects) => {
        const contacts: ({ identity: string; phoneNumber?: string } | string)[] = [];
        const [onA, declared]: [string[], Record<"a" | "b", string[]>] = [[], { a: [], b: [] }];
        for (const [index, person] of people.entries()) {
          const number = mobile(index, person.area);
          const forms = { number, long: whatsapp(number), short: whatsapp(number, "short") };
          if (person.contact === "both") contacts.push(forms.long, forms.short);
          else if (person.contact === "long" || person.contact === "short")
            contacts.push(forms[person.contact]);
          else if (person.contact !== "none") {
            const phoneNumber = person.contact === "scoped" ? number : number.slice(3);
            contacts.push({ identity: `id.${index}@wa.gw.msging.net`, phoneNumber });
          }
          if (person.live === "long" || person.live === "short") onA.push(forms[person.live]);
          for (const list of person.lists)
            for (const form of person.declared) declared[list].push(forms[form]);
        }
        const harness = virtualHarness({ seed: { contacts, lists: { a: onA } }, switches: blip });
        const [a, b] = [desiredList("a", declared.a), desiredList("b", declared.b)];
        const selections = selects ? [{ conditions: [], file: "lists/b.yaml", line: 2 }] : [];
        const state = desired(a, { ...b, include: { ...b.include, selections } });
        const known = await harness.clock.run(applyTo(harness, state));
        const { plan } = await harness.clock.run(planFor(harness, state, known));
        expect(plan.actions).toEqual([]);
        for (const list of ["a", "b"]) {
          const members = harness.emulator.state.lists.members(list) ?? [];
          const customers = members.map((one) => {
            const index = /^id\.(\d+)@/.exec(one)?.[1];
            const area = people[Number(index)]?.area;
            return index === undefined ? customerOf(identity(one)) : customerOf(mobile(Number(index), area));
          });
          expect(new Set(customers).size).toBe(customers.length);
        }
      },
    ),
    { numRuns: 150 },
  );
});
