/** @returns the system's code, such as ENOENT: its message would name the path a second time */
export function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
