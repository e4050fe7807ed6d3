/** Somebody else who changes the lists at the same time, and what must therefore be on them. */

import { listKey } from "../../src/domain/list-name.ts";
import type { ListWrite } from "../../src/emulator/list-store.ts";
import type { EmulatorState } from "../../src/emulator/state.ts";
import type { Chance } from "./chance.ts";
import type { Situation } from "./situation.ts";
import { strangers } from "./situation.ts";

export class OtherWriter {
  /** `list key` of everybody the other writer took off, and the keys of the lists it deleted. */
  readonly removed = new Set<string>();
  readonly deleted = new Set<string>();
  readonly #situation: Situation;
  readonly #state: EmulatorState;
  readonly #chance: Chance;
  /** What nobody declares: by list, the keys of the identities that nothing but the other writer changes. */
  readonly #undeclared = new Map<string, Set<string>>();
  readonly #declared: ReadonlySet<string>;

  constructor(situation: Situation, state: EmulatorState, chance: Chance) {
    this.#situation = situation;
    this.#state = state;
    this.#chance = chance;
    this.#declared = new Set(situation.people.flatMap(({ keys }) => [...keys]));
    for (const list of state.lists.names()) this.#undeclared.set(listKey(list), this.#undeclaredOn(list));
  }

  /** Takes a person or a whole list away, for all that is known. */
  mayHaveRemoved(list: string, keys: Iterable<string>): boolean {
    return (
      this.deleted.has(listKey(list)) || [...keys].some((key) => this.removed.has(`${listKey(list)} ${key}`))
    );
  }

  /** Who is taken off while pages are read moves the others up, between the pages. */
  hasShrunk(list: string): boolean {
    const key = listKey(list);
    // A list that is deleted moves the other lists up.
    return this.deleted.size > 0 || [...this.removed].some((one) => one.startsWith(`${key} `));
  }

  /** Changes something. */
  write(nowMs: number): void {
    const { wanted, switches, people } = this.#situation;
    const list = this.#chance.pick("other", ...wanted.filter(({ taken }) => !taken).map(({ name }) => name));
    const there = this.#state.lists.members(list) ?? [];
    const [person] = this.#chance.some(people, 1);
    const [stranger = ""] = this.#chance.some(strangers(list, 20), 1);
    const [member] = this.#chance.some(there, 1);
    const somebody = { kind: "add-member", list, identity: person?.home ?? stranger } as const;
    const removal = { kind: "remove-member", list, identity: member ?? stranger } as const;
    const rare = this.#chance.happens(0.2)
      ? ({ kind: "delete-list", list } as const)
      : ({ kind: "create-list", list } as const);
    const write = this.#chance.pick<ListWrite>(
      somebody,
      { kind: "add-member", list, identity: stranger },
      removal,
      removal,
      rare,
    );
    this.#note(write);
    this.#state.lists.write(write, nowMs, switches.readLagMs ?? 0);
    if (this.#chance.happens(0.1)) this.#state.addContact({ identity: `new${nowMs}@wa.gw.msging.net` });
  }

  /** @returns what is not as the other writer and the beginning left it */
  violations(): string[] {
    const violations: string[] = [];
    const names = new Set([...this.#undeclared.keys(), ...this.#state.lists.names().map(listKey)]);
    for (const list of names) {
      const expected = this.#undeclared.get(list) ?? new Set<string>();
      const actual = this.#undeclaredOn(list);
      const lost = [...expected].filter((key) => !actual.has(key));
      const gained = [...actual].filter((key) => !expected.has(key));
      if (lost.length > 0) violations.push(`undeclared members of ${list} are gone: ${lost.join(" ")}`);
      if (gained.length > 0) violations.push(`nobody declared for ${list}: ${gained.join(" ")}`);
      const wasThere = this.#undeclared.has(list) && !this.deleted.has(list);
      if (wasThere && !this.#state.lists.has(list)) violations.push(`the list ${list} is gone`);
    }
    for (const list of this.#state.lists.names()) {
      const isWanted = this.#situation.wanted.some(({ name }) => listKey(name) === listKey(list));
      if (!isWanted && !this.#undeclared.has(listKey(list)))
        violations.push(`nobody declared the list ${list}`);
    }
    return violations;
  }

  #note(write: ListWrite): void {
    const list = listKey(write.list);
    const expected = this.#undeclared.get(list) ?? new Set<string>();
    const key = "identity" in write ? write.identity.toLowerCase() : "";
    switch (write.kind) {
      case "create-list":
        this.#undeclared.set(list, expected);
        return;
      case "delete-list":
        this.deleted.add(list);
        this.#undeclared.set(list, new Set());
        return;
      case "add-member":
        if (!this.#state.lists.has(list)) return;
        if (this.#isUndeclared(list, key)) expected.add(key);
        this.#undeclared.set(list, expected);
        return;
      case "remove-member":
        expected.delete(key);
        this.removed.add(`${list} ${key}`);
        return;
      default:
        write satisfies never;
    }
  }

  #undeclaredOn(list: string): Set<string> {
    const keys = (this.#state.lists.members(list) ?? []).map((one) => one.toLowerCase());
    return new Set(keys.filter((key) => this.#isUndeclared(listKey(list), key)));
  }

  /** On a list of another's, everybody is. */
  #isUndeclared(list: string, key: string): boolean {
    return list === "other" || !this.#declared.has(key);
  }
}
