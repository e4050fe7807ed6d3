import fc from "fast-check";
import { expect, test } from "vitest";
import { OrderedMap } from "../../src/emulator/ordered-map.ts";
import { Caller, identities, page } from "./caller.ts";

test("an ordered map does what an array of its entries would", () => {
  const key = fc.constantFrom(..."abcdefgh");
  const step = fc.oneof(
    fc.tuple(fc.constant("add"), key, fc.nat(9)),
    fc.tuple(fc.constant("delete"), key, fc.nat(9)),
    fc.tuple(fc.constant("put"), key, fc.nat(9)),
    fc.tuple(fc.constant("page"), key, fc.nat(9)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = new OrderedMap<string>();
      let model: [key: string, value: string][] = [];
      for (const [kind, name, number] of steps) {
        const value = `${name}${number}`;
        const known = model.find(([one]) => one === name);
        if (kind === "add") {
          expect(map.add(name, value)).toBe(known === undefined);
          if (known === undefined) model.push([name, value]);
        } else if (kind === "delete") {
          expect(map.delete(name)).toBe(known !== undefined);
          model = model.filter((entry) => entry !== known);
        } else if (kind === "put") {
          map.put(name, value);
          if (known === undefined) model.push([name, value]);
          else known[1] = value;
        } else {
          const values = model.slice(number, number + 2).map(([, one]) => one);
          expect(map.page(number, 2)).toEqual(values);
        }
        expect(map.get(name)).toBe(model.find(([one]) => one === name)?.[1] ?? null);
        expect(map.size).toBe(model.length);
      }
      expect([...map.values()]).toEqual(model.map(([, value]) => value));
      expect([...map.clone().values()]).toEqual([...map.values()]);
    }),
  );
});

test("a clone has a life of its own", () => {
  const map = new OrderedMap<string>();
  map.add("a", "1");
  const clone = map.clone();
  clone.add("b", "2");
  map.delete("a");
  expect([[...map.values()], [...clone.values()]]).toEqual([[], ["1", "2"]]);
});

test("a list of very many members is read at its end as at its beginning", () => {
  const caller = new Caller({ lists: { all: identities(200_000) } }, { recipientsTakeMax: 1_000 });
  const last = [...identities(200_000)].slice(-1_000);
  expect(page(caller.members("all", "?$skip=199000&$take=1000"))).toEqual({ items: last, total: 200_000 });
});
