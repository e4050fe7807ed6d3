/** Plans of the situations that people meet, each made by the planner itself. */

import { customerOf } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import type { DeclaredMember, DesiredList, Selection } from "../../src/domain/state.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import {
  desired,
  desiredList,
  identity,
  live,
  mobile,
  phone,
  planInput,
  whatsapp,
} from "../support/field.ts";
import { planOf } from "../support/plans.ts";

export const ANA = phone("+55 31 99999-8888");
export const BIA = phone("+55 31 99999-7777");
export const CAIO = phone("+55 11 98888-6666");
const DORA = phone("+1 202 555 0123");
const EVA = identity("BR.1234567890@wa.gw.msging.net");

const NOBODY = { members: [], selections: [], lists: [] };

/** Customers under identities that their file declares. */
export function identities(count: number, from = 0): Identity[] {
  return Array.from({ length: count }, (_, index) => whatsapp(mobile(from + index)));
}

export function nothingToChange(): Plan {
  return planOf({ vip: [ANA, BIA] }, { vip: [whatsapp(ANA, "short"), whatsapp(BIA)] });
}

/** Every way in which an identity can be known, and two members of whom none is. */
export function newList(): Plan {
  const asContact: [typeof BIA, readonly Identity[]] = [BIA, [whatsapp(BIA, "short")]];
  return planOf(
    { "black-friday": [ANA, BIA, CAIO, DORA, EVA, mobile(4)], vip: [mobile(4)] },
    { vip: [whatsapp(mobile(4))] },
    {
      known: new Map([[CAIO, whatsapp(CAIO)]]),
      roster: {
        total: 1_240,
        passedOver: 0,
        selected: new Map(),
        unreadable: new Map(),
        identities: new Map([asContact].map(([number, found]) => [customerOf(number), found])),
      },
    },
  );
}

export function growingList(): Plan {
  const strangers = ["stranger@0mn.io", ...identities(3, 500)];
  return planOf({ vip: [ANA, BIA, ...identities(28)] }, { vip: [...identities(16), ...strangers] });
}

/** Several lists, exclusions, a number that is blocked, contacts that are selected, warnings. */
export function everything(): Plan {
  const selection: Selection = { file: "lists/gold.yaml", line: 3, conditions: [] };
  const gold: DesiredList = { ...desiredList("gold"), include: { ...NOBODY, selections: [selection] } };
  const vip: DesiredList = {
    ...desiredList("vip", [ANA, BIA, CAIO, DORA, EVA]),
    exclude: { ...NOBODY, members: [declared(CAIO, 9), declared(mobile(900), 10)] },
  };
  const lists = [
    desiredList("black-friday", [ANA, DORA, ...identities(40)]),
    desiredList("empty-for-now"),
    gold,
    desiredList("newsletter-of-the-south", identities(1_200)),
    vip,
  ];
  const present = {
    gold: identities(3_000),
    "newsletter-of-the-south": [...identities(1_200), ...identities(7, 5_000)],
    vip: [whatsapp(BIA), whatsapp(BIA, "short"), whatsapp(CAIO)],
  };
  return makePlan({
    ...planInput(desired(...lists), live(present)),
    known: new Map([[DORA, null]]),
    roster: {
      total: 12_480,
      passedOver: 0,
      identities: new Map(),
      selected: new Map([[selection, identities(3_020)]]),
      unreadable: new Map(),
    },
    warnings: [
      {
        code: "old-form",
        message:
          "the old form of a Brazilian mobile, read with the ninth digit: write it so: +55 31 9999-7777",
        source: { file: "lists/vip.yaml", line: 4 },
      },
    ],
  });
}

function declared(member: DeclaredMember["member"], line: number): DeclaredMember {
  return { member, file: "lists/vip.yaml", line };
}

export function overTwoGates(): Plan {
  const limits = { ...DEFAULT_LIMITS, maxAdditions: 20, maxGrowthPercent: 50 };
  const input = planInput(
    desired(desiredList("vip", [ANA, BIA, ...identities(30)])),
    live({ vip: identities(10) }),
  );
  return makePlan({ ...input, terms: { ...input.terms, limits } });
}

const NAMES = ["www.evil.example", "x__init__x", "1.-2", "constructor", "5531999998888"];
const FILES = [
  "lists/`|<details>\n# @team ![x](https://evil.example/a.png) <!--.yaml",
  "lists/</details></summary><h1>&#64;team.yaml",
  "lists/\u202elmay.evil\u202c\u2066.yaml",
  "lists/ -->| --- |\r\n> quoted ``` ~~~.yaml",
  "lists/+55 31 99999-8888.yaml",
];
const SENTENCES = [
  "<img src=x onerror=alert(1)> **bold** @team #1 https://evil.example [x](javascript:alert(1))",
  "| a | b |\n| --- | --- |\n\n# a heading\n\n```",
  "acme/lists#7 GH-7 0123abc :tada: $x$ &lt;b&gt; ~~gone~~ <!-- hidden",
  "\u202eesrever\u202c \u200bnothing\u2060 \u0007bell \u001b[31mred\u001b[0m",
  "ask +55 31 99999-8888 or 5531999997777@wa.gw.msging.net",
];

/** Names, files and sentences that would like to be Markdown, HTML, mentions, colours or other directions of writing. */
export function hostile(): Plan {
  const lists = NAMES.map((name, index) => desiredList(name, [mobile(index)], FILES[index]));
  const warnings = SENTENCES.map((message, index) => {
    return { code: `sentence-${index}`, message, source: { file: FILES[index] ?? "", line: index + 1 } };
  });
  const present = { "5531999998888": [whatsapp(mobile(0))] };
  return makePlan({ ...planInput(desired(...lists), live(present)), warnings });
}

export function hundredThousand(): Plan {
  return planOf(
    { big: identities(100_000), small: [ANA, BIA, CAIO], vip: [DORA] },
    { vip: [`${DORA.slice(1)}@wa.gw.msging.net`] },
  );
}
