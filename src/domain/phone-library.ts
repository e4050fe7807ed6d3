/**
 * libphonenumber-js, with its full metadata: the default build takes eight-digit Brazilian mobiles for valid.
 * It is larger than all the rest of what starts, so it is loaded when a number is asked about that no shortcut knows.
 * In the built tool it is a file of its own, `dist/chunks/libphonenumber.js` (rolldown.config.ts).
 */

import { createRequire } from "node:module";

type Library = typeof import("libphonenumber-js/max");

const require = createRequire(import.meta.url);
let loaded: Library | null = null;

export function phoneLibrary(): Library {
  loaded ??= load();
  return loaded;
}

function load(): Library {
  return require("libphonenumber-js/max");
}
