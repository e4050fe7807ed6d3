/** The parts of a seed, each read from data of unknown shape. All of them throw {@link SeedError}. */

import { hasIdentityForm, isSendersName, listIdentityOf, listNameFrom } from "./identity.ts";

/** Keys and indexes from the top of the seed to a place in it. */
export type Path = readonly (string | number)[];

type Fields = Readonly<Record<string, unknown>>;

const BOT = /^[^\s@/?#:+]+$/;
const PHONE_DIGITS = /^[1-9]\d{6,14}$/;

/** A seed that is not valid. The message begins with where: `lists.vip[3]: …`. */
export class SeedError extends Error {
  /** The place that is wrong. */
  readonly path: Path;

  constructor(path: Path, problem: string) {
    super(`${pathText(path)}: ${problem}`);
    this.name = "SeedError";
    this.path = path;
  }
}

export function botName(value: unknown, path: Path): string {
  const name = text(value, path);
  if (!BOT.test(name)) throw new SeedError(path, `${show(value)} is no identifier of a bot`);
  return name;
}

export function phoneDigits(phone: string, path: Path): string {
  const digits = phone.replace(/^\+|[\s().-]/g, "");
  if (!PHONE_DIGITS.test(digits)) {
    throw new SeedError(
      path,
      `${show(phone)} is no phone number with a country code, such as +5531999998888`,
    );
  }
  return digits;
}

export function listName(value: unknown, path: Path): string {
  const spelled = text(value, path);
  const name = listNameFrom(spelled.includes("@") ? spelled : listIdentityOf(spelled));
  if (name === null) throw new SeedError(path, `${show(value)} is no name of a list`);
  if (isSendersName(name))
    throw new SeedError(path, "this list is kept by Blip itself; seed its contacts instead");
  return name;
}

export function identity(value: unknown, path: Path): string {
  if (typeof value === "string" && hasIdentityForm(value)) return value;
  throw new SeedError(path, `${show(value)} is no identity, such as 5531999998888@wa.gw.msging.net`);
}

export function text(value: unknown, path: Path): string {
  if (typeof value === "string" && value !== "") return value;
  if (value === undefined) throw new SeedError(path, "is missing");
  throw new SeedError(
    path,
    `${show(value)} is no text${typeof value === "number" ? ": put it in quotes" : ""}`,
  );
}

export function optionalText(value: unknown, path: Path): string | null {
  return value === undefined ? null : text(value, path);
}

/** The fields of a map; of those that are not known, the first is an error. */
export function fields(value: unknown, path: Path, known: readonly string[] | null = null): Fields {
  if (typeof value !== "object" || value === null || isIterable(value)) {
    throw new SeedError(path, `${show(value)} is no map`);
  }
  const entries = Object.entries(value);
  const stranger = entries.find(([name]) => known !== null && !known.includes(name));
  if (known !== null && stranger !== undefined) {
    throw new SeedError([...path, stranger[0]], `is not known here; known are ${known.join(", ")}`);
  }
  return Object.fromEntries(entries);
}

/** The items of any iterable but a text, numbered; without a value there are none. */
export function* items(value: unknown, path: Path): Generator<[index: number, item: unknown]> {
  if (value === undefined || value === null) return;
  if (!isIterable(value)) throw new SeedError(path, `${show(value)} is no list`);
  let index = 0;
  for (const item of value) yield [index++, item];
}

export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 80);
}

function pathText(path: Path): string {
  const joined = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return joined === "" ? "the state" : joined.replace(/^\./, "");
}
