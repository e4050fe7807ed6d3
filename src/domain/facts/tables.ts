/** What is wrong with a file of numbers: a table of text, or a workbook. */

import type { Cause, Literal, None, Place, Quoted, Reason } from "../fact-fields.ts";

/** A column by its heading; where there is none by its place, from 1. */
export type Column = { readonly heading: Quoted } | { readonly place: number };

/** The first of some lines. @property more whether there are others */
export interface Lines {
  readonly lines: readonly number[];
  readonly more: boolean;
}

/** Why a file of numbers is not read, or not to its end. Headings and names of sheets stand in one text, with commas. */
export interface FileCauses {
  /** @property cause what is wrong with the file itself, whatever is in it */
  file: { readonly cause: Reason };
  "outside-directory": None;
  unreadable: { readonly error: Literal };
  binary: None;
  markup: None;
  "not-whole-utf-16": None;
  /** `sep=` without a delimiter. */
  "no-delimiter": None;
  "long-row": { readonly most: number };
  "open-quote": None;
  /** @property line where the quote is met again that was opened in this row; null on this line */
  "stray-quote": { readonly line: number | null };
  "not-csv": None;
  workbook: { readonly cause: Cause<WorkbookCauses> };
  columns: { readonly cause: Cause<ColumnCauses> };
}

/** Why a workbook is not read. */
export interface WorkbookCauses {
  password: None;
  xls: None;
  xlsb: None;
  ods: None;
  zip: None;
  damaged: None;
  "too-large": { readonly mebibytes: number };
  "too-large-unpacked": { readonly mebibytes: number };
  /** A sheet is named, and the file is text. */
  "no-workbook": None;
  "unknown-sheet": { readonly sheet: Quoted; readonly sheets: Quoted };
  "several-sheets": { readonly sheets: Quoted };
  "rows-out-of-order": None;
  "cells-out-of-order": None;
  "too-many-columns": { readonly most: number };
  "missing-text": None;
}

/** Why nobody knows which column of a table holds the numbers. */
export interface ColumnCauses {
  title: { readonly title: Quoted };
  /** @property line of the heading below it */
  "title-above-heading": { readonly title: Quoted; readonly line: number };
  "other-delimiter": None;
  "number-in-heading": { readonly heading: Quoted };
  "none-named-phone": { readonly headings: Quoted };
  "several-named-phone": { readonly columns: readonly Quoted[]; readonly headings: Quoted };
  "several-without-heading": { readonly places: readonly number[] };
  "none-without-heading": None;
  "unknown-column": { readonly column: Quoted; readonly headings: Quoted };
  "same-heading": { readonly column: Quoted; readonly places: readonly number[] };
  /** @property fuller the place of the column that has numbers instead */
  "mostly-empty": { readonly column: Column; readonly fuller: number; readonly headings: Quoted };
}

/** What is wrong with a row that does not have the cells of its table. @property cells how many it has */
export interface ShiftCauses {
  "open-quote": None;
  /** @property cell the place of the cell in which a number and a word are one */
  "joined-cells": { readonly cell: number };
  "no-number": { readonly cells: number; readonly expected: number };
  "number-elsewhere": { readonly cells: number; readonly expected: number; readonly cell: number };
  "more-than-a-number": { readonly cells: number; readonly expected: number };
  /** Said of all such rows at once. @property isNamed whether the list file names the column */
  "rows-elsewhere": {
    readonly rows: number;
    readonly where: Lines;
    readonly column: Column;
    readonly isNamed: boolean;
  };
}

/** Who is not there. */
export interface NoNumberCauses {
  /** @property adds whether the file adds customers, or keeps them off a list */
  "empty-file": { readonly adds: boolean };
  "no-row": { readonly adds: boolean; readonly where: Lines; readonly column: Column };
  "some-rows": { readonly rows: number; readonly where: Lines };
}

export interface TableFacts {
  "audience-file": Cause<FileCauses>;
  "shifted-cells": Cause<ShiftCauses>;
  "second-heading": None;
  "no-rows": None;
  "no-number": Cause<NoNumberCauses>;
  "several-cells": None;
  "cell-fault": { readonly what: "no-value" } | { readonly what: "error"; readonly shown: Quoted };
  "hidden-rows": { readonly rows: number; readonly line: number };
  "several-numbers": {
    readonly rows: number;
    readonly where: Lines;
    readonly taken: "all" | "first-mobile";
  };
  /** On one list twice (at a line, in the same form or another), or in one file. */
  "duplicate-member":
    | { readonly what: "list"; readonly first: Place; readonly isSameForm: boolean }
    | { readonly what: "file"; readonly numbers: number; readonly line: number };
  /** Read as Windows-1252, from a line on; or not read, being UTF-16, or at a byte that has no meaning. */
  "not-utf-8":
    | { readonly what: "read-otherwise" }
    | { readonly what: "utf-16" }
    | { readonly what: "unknown" }
    | { readonly what: "byte"; readonly byte: Literal; readonly letter: Literal | null };
}
