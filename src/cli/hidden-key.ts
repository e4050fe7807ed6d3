/** The key that is in the environment comes out of no run: neither printed nor written, in whatever form. */

import { keyHider } from "../domain/hidden-key.ts";
import type { Output, Runtime } from "./runtime.ts";

let made: { readonly setting: string; readonly hide: (text: string) => string } | null = null;

/** @returns what hides this run's key in a text */
export function hiderOf({ env }: Pick<Runtime, "env">): (text: string) => string {
  const setting = env.BLIP_KEY ?? "";
  made = made?.setting === setting ? made : { setting, hide: keyHider(setting) };
  return made.hide;
}

/** The same ports, with streams that hide the key. */
export function withHiddenKey(runtime: Runtime): Runtime {
  const hide = hiderOf(runtime);
  const hiding = (output: Output): Output => ({ ...output, write: (text) => output.write(hide(text)) });
  return { ...runtime, stdout: hiding(runtime.stdout), stderr: hiding(runtime.stderr) };
}
