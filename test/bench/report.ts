/** What was measured, as a table of ratios or as JSON. */

import { availableParallelism, totalmem } from "node:os";

export interface Ratio {
  /** What `--only` calls it. */
  readonly name: string;
  readonly what: string;
  readonly unit: "ms" | "MiB" | "members/s" | "commands";
  /** What this tool came to. */
  readonly ours: number;
  readonly reference: string;
  /** What the reference came to, in the same unit and the same run. */
  readonly theirs: number;
}

const GIB = 1_024 ** 3;
const FORMAT_VERSION = 1;

export function renderTable(comparisons: readonly Ratio[]): string {
  const { cores, node, platform, memoryGiB } = machine();
  const heading = ["", "blip-lists", "against", "", "ratio"];
  const rows = comparisons.map(({ what, unit, ours, reference, theirs }) => [
    what,
    `${figure(ours)} ${unit}`,
    reference,
    `${figure(theirs)} ${unit}`,
    ratioText(ours, theirs),
  ]);
  const lines = aligned([heading, ...rows]);
  return `${lines.join("\n")}\n\n${cores} cores, ${memoryGiB} GiB, Node.js ${node}, ${platform}\n`;
}

export function renderJson(comparisons: readonly Ratio[], size: "full" | "quick"): string {
  const withRatios = comparisons.map((one) => ({ ...one, ratio: ratio(one.ours, one.theirs) }));
  const document = { formatVersion: FORMAT_VERSION, machine: machine(), size, comparisons: withRatios };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function machine(): { cores: number; memoryGiB: number; node: string; platform: string } {
  return {
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / GIB),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** @returns null where there is nothing to divide by */
function ratio(ours: number, theirs: number): number | null {
  return theirs === 0 ? null : ours / theirs;
}

function ratioText(ours: number, theirs: number): string {
  const value = ratio(ours, theirs);
  return value === null ? "–" : value.toFixed(2);
}

function figure(value: number): string {
  const maximumFractionDigits = value < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString("en", { maximumFractionDigits });
}

/** Words to the left, figures (every other column) to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
