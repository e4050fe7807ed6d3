/** Compiled code, kept between runs where Node.js can do that (22.8 and newer): the next start is faster. */

import module from "node:module";
import { isAbsolute, join } from "node:path";
import type { Environment } from "./runtime.ts";

/**
 * Node.js itself does nothing where NODE_DISABLE_COMPILE_CACHE is set, keeps to the directory of NODE_COMPILE_CACHE
 * where that is set, and says nothing where a directory cannot be written.
 */
export function keepCompiledCode(env: Environment, platform: NodeJS.Platform): void {
  const enable: unknown = Reflect.get(module, "enableCompileCache");
  const directory = cacheDirectory(env, platform);
  if (typeof enable === "function" && directory !== null) enable.call(module, directory);
}

/**
 * The person's own: what lies in Node's default, below the directory for everybody's temporary files, could be
 * somebody else's code.
 * @returns null where there is none
 */
export function cacheDirectory(env: Environment, platform: NodeJS.Platform): string | null {
  const home = env.HOME ?? "";
  const ofHome = join(home, platform === "darwin" ? "Library/Caches" : ".cache");
  const candidates = [env.XDG_CACHE_HOME, platform === "win32" ? env.LOCALAPPDATA : "", home && ofHome];
  const ofUser = candidates.find((path) => path !== undefined && isAbsolute(path));
  return ofUser === undefined ? null : join(ofUser, "blip-lists");
}
