/**
 * The least a program can do to compare a list file with Blip: reads the file by lines, the members page by
 * page, and compares two sets. It checks nothing, knows one form of each number, and trusts every answer.
 *
 *     node bare.js FILE
 */

import { readFileSync } from "node:fs";
import { LIST_IDENTITY } from "./bot.ts";

const MEMBER = /^ +- "\+(\d+)"$/;
const PAGE_SIZE = 30_000;

const [, , file = ""] = process.argv;
const { BLIP_ENDPOINT = "", BLIP_KEY = "" } = process.env;

const desired = new Set<string>();
for (const line of readFileSync(file, "utf8").split("\n")) {
  const digits = MEMBER.exec(line)?.[1];
  if (digits !== undefined) desired.add(`${digits}@wa.gw.msging.net`);
}

const live = new Set<string>();
for (let total = 1; live.size < total; ) {
  const page = await pageAt(live.size);
  if (page.items.length === 0) throw new Error(`the list ended at ${live.size} of ${page.total}`);
  for (const item of page.items) live.add(item);
  total = page.total;
}

let missing = 0;
for (const identity of desired) if (!live.has(identity)) missing += 1;
let undeclared = 0;
for (const identity of live) if (!desired.has(identity)) undeclared += 1;
process.stdout.write(`${JSON.stringify({ unchanged: desired.size - missing, missing, undeclared })}\n`);

async function pageAt(skip: number): Promise<{ items: string[]; total: number }> {
  const answer = await fetch(BLIP_ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Key ${BLIP_KEY}` },
    body: JSON.stringify({
      id: String(skip),
      to: "postmaster@broadcast.msging.net",
      method: "get",
      uri: `/lists/${encodeURIComponent(LIST_IDENTITY)}/recipients?$skip=${skip}&$take=${PAGE_SIZE}`,
    }),
  });
  return ((await answer.json()) as { resource: { items: string[]; total: number } }).resource;
}
