/**
 * `npm run check:lock [FILE]`: names the packages of a lock file that npm cannot check when it downloads them, and
 * ends with 1 where there are any. It needs nothing but Node.js, so it can run before anything is installed.
 *
 * - Without a checksum (`integrity`), npm takes whatever the registry sends.
 * - An address (`resolved`) may name npm's own registry only: another host can be a private mirror, and would be
 *   asked by everybody who installs this.
 */

import { readFileSync } from "node:fs";

const REGISTRY = "https://registry.npmjs.org/";
const CHECKSUM = /^sha512-[A-Za-z0-9+/]{86}==$/;

const file = process.argv[2] ?? new URL("../package-lock.json", import.meta.url);
/** @type {Record<string, { version?: string, integrity?: string, resolved?: string, link?: boolean, inBundle?: boolean }>} */
const packages = JSON.parse(readFileSync(file, "utf8")).packages ?? {};

// The project itself stands under the empty path; a link leads to another entry, and what is bundled is in its host.
const problems = Object.entries(packages)
  .filter(([path, { link, inBundle }]) => path !== "" && link !== true && inBundle !== true)
  .flatMap(([path, { version, integrity, resolved }]) => {
    const name = `${path.replace(/^.*node_modules\//, "")}@${version}`;
    return [
      ...(CHECKSUM.test(integrity ?? "") ? [] : [`${name}: no sha512 checksum`]),
      ...(resolved === undefined || resolved.startsWith(REGISTRY) ? [] : [`${name}: not from ${REGISTRY}`]),
    ];
  });

if (problems.length === 0) {
  process.stdout.write(`${Object.keys(packages).length - 1} packages, each with its checksum.\n`);
} else {
  process.stderr.write(
    `${problems.join("\n")}\n\n${problems.length} to mend in package-lock.json: "npm view NAME@VERSION dist.integrity" gives a checksum.\n`,
  );
  process.exitCode = 1;
}
