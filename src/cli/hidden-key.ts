/** The key that is in the environment comes out of no run: neither printed nor written, in whatever form. */

import { keyHider } from "../domain/hidden-key.ts";
import type { Output, World } from "./world.ts";

let made: { readonly setting: string; readonly hide: (text: string) => string } | null = null;

/** @returns what hides this run's key in a text */
export function hiderOf({ env }: Pick<World, "env">): (text: string) => string {
  const setting = env.BLIP_KEY ?? "";
  made = made?.setting === setting ? made : { setting, hide: keyHider(setting) };
  return made.hide;
}

/** The same world, with streams that hide the key. */
export function withHiddenKey(world: World): World {
  const hide = hiderOf(world);
  const hiding = (output: Output): Output => ({ ...output, write: (text) => output.write(hide(text)) });
  return { ...world, stdout: hiding(world.stdout), stderr: hiding(world.stderr) };
}
