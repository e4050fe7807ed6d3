/** @returns the system's code, such as ENOENT: its message would name the path a second time */
export function reasonOf(error: unknown): string {
  return codeOf(error) ?? String(error);
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}
