/**
 * How `dist/` is made of `src/`: one file to start from, and chunks that are loaded when they are needed.
 *
 * Packages: what `package.json` calls a dependency and BUNDLED does not name is loaded from `node_modules`, where
 * whoever installs the tool has it. All else is built in, its licences in THIRD-PARTY-LICENSES.
 */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Ajv, CodeOptions } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "rolldown";
import { defineConfig } from "rolldown";
import { ajvOfLists } from "./src/config/validators.ts";
import { ajvOfDocuments } from "./src/domain/validators.ts";

/**
 * Dependencies that are built in all the same: each run needs them, and one file is read faster than their many.
 * They stay dependencies, so that `npm ls` and `npm audit` of whoever installs the tool tell of them.
 */
const BUNDLED = ["chalk", "commander", "yaml"];

const MANIFEST = JSON.parse(readFileSync("package.json", "utf8"));
const EXTERNAL = Object.keys(MANIFEST.dependencies).filter((name) => !BUNDLED.includes(name));

/** Modules that compile schemas when they run, and what compiles the same schemas beforehand. */
const VALIDATORS: Readonly<Record<string, (code: CodeOptions) => Ajv>> = {
  "src/config/validators.ts": ajvOfLists,
  "src/domain/validators.ts": ajvOfDocuments,
};

/** @returns a module that exports `validatorOf`, as the one has that compiles when it runs */
export function compiledValidators(ajvOf: (code: CodeOptions) => Ajv): string {
  const ajv = ajvOf({ source: true, esm: true, lines: true });
  const names = Object.keys(ajv.schemas).filter((name) => !name.endsWith(".json"));
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  return `${code}\nconst all = { ${names.join(", ")} };\nexport const validatorOf = (name) => all[name];\n`;
}

function validatorsCompiled(): Plugin {
  return {
    name: "validators-compiled",
    load: {
      filter: { id: /validators\.ts$/ },
      handler(id) {
        const [, ajvOf] = Object.entries(VALIDATORS).find(([file]) => isFile(id, file)) ?? [];
        return ajvOf === undefined ? null : { code: compiledValidators(ajvOf), moduleType: "js" };
      },
    },
  };
}

/** What is loaded too early otherwise. @throws unless `before` stands in that file */
function replaced(file: string, before: string, after: string): Plugin {
  return {
    name: "replaced",
    transform(code, id) {
      if (!isFile(id, file)) return null;
      if (!code.includes(before)) this.error(`there is no ${before}`);
      return { code: code.replace(before, after), map: null };
    },
  };
}

function isFile(id: string, file: string): boolean {
  return id.replaceAll("\\", "/").endsWith(`/${file}`);
}

/** Commander loads it, and half of Node.js with it, for subcommands that are programs: there are none. */
const CHILD_PROCESS = "require('node:child_process')";

const ALIASES = {
  // Chalk's look at the terminal loads half of Node.js; cli/terminal.ts tells it which colours there are.
  "#supports-color": fileOf("chalk/source/vendor/supports-color/browser.js"),
  // The same code as modules, of which what is not used is left out.
  yaml: fileOf("yaml/browser/index.js"),
};

function fileOf(path: string): string {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

function licencesKept(): Plugin {
  return {
    name: "licences-kept",
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const directories = new Set(ids.map(packageOf).filter((directory) => directory !== null));
      const source = [...directories]
        .sort()
        .map(licenceOf)
        .join(`\n\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-LICENSES", source: `${source}\n` });
      this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
    },
  };
}

function packageOf(id: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0] ?? null;
}

function licenceOf(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${directory}/package.json`, "utf8"));
  const texts = readdirSync(directory)
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(`${directory}/${file}`, "utf8").trim());
  return [`${name} ${version}: ${license}`, ...texts].join("\n\n");
}

export default defineConfig({
  input: { main: "src/main.ts", "chunks/libphonenumber": "libphonenumber-js/max" },
  platform: "node",
  logLevel: "warn",
  checks: { bundlerTimings: false },
  external: EXTERNAL.map((name) => new RegExp(`^${name}(?:/|$)`)),
  resolve: { alias: ALIASES },
  // Its client for HTTP is not used, and would load undici a second time.
  treeshake: { moduleSideEffects: [{ test: /\/@actions\/http-client\//, sideEffects: false }] },
  plugins: [
    validatorsCompiled(),
    // A file of its own, which is read when a number is asked about that no shortcut knows.
    replaced(
      "src/domain/phone-library.ts",
      'require("libphonenumber-js/max")',
      'require("./libphonenumber.js")',
    ),
    replaced(
      "commander/lib/command.js",
      CHILD_PROCESS,
      `{ spawn: (...args) => ${CHILD_PROCESS}.spawn(...args) }`,
    ),
    licencesKept(),
  ],
  output: {
    dir: "dist",
    cleanDir: true,
    // Node.js loads CommonJS faster than modules.
    format: "cjs",
    exports: "named",
    dynamicImportInCjs: false,
    sourcemap: true,
    // They stand in the source maps.
    comments: { jsdoc: false },
    chunkFileNames: "chunks/[name]-[hash].js",
    // Few files are read faster than many: what each run needs, and what each run on lists needs.
    codeSplitting: {
      groups: [
        { name: "start", test: /\/src\/cli\/run\.ts$/, priority: 2 },
        {
          name: "lists",
          test: /\/src\/(?:cli\/program|cli\/commands\/validate|app\/validate)\.ts$/,
          priority: 1,
        },
      ],
    },
  },
});
