/** What is wrong with a file of numbers: a table of text, or a workbook. */

import type { Cause } from "../../../domain/fact-fields.ts";
import type {
  Column,
  ColumnCauses,
  FileCauses,
  Lines,
  NoNumberCauses,
  ShiftCauses,
  TableFacts,
  WorkbookCauses,
} from "../../../domain/facts/tables.ts";
import type { Spoken, Words } from "../types.ts";
import { byCause } from "../types.ts";
import { count, counted } from "./numbers.ts";
import { all } from "./parts.ts";

/** @returns `line 3`, `lines 3 and 7`, `lines 3, 7, 9 and others` */
function at({ lines, more }: Spoken<Lines>): string {
  return `${lines.length === 1 && !more ? "line" : "lines"} ${all(more ? [...lines, "others"] : lines)}`;
}

function named(column: Spoken<Column>): string {
  return "heading" in column ? `the column "${column.heading}"` : `column ${column.place}`;
}

function rowsHave(rows: number): string {
  return `${counted(rows, "row")} ${rows === 1 ? "has" : "have"}`;
}

function nameIt(headings: string): string {
  return `name the column in the list file (column: …, its heading or its place from 1). The headings are ${headings}`;
}

const BY_PLACE =
  "add a first line with headings, or name the column by its place from 1 in the list file (column: 1)";
const SAVE_AGAIN = "open it and save it again";

const workbook = byCause<Cause<WorkbookCauses>>({
  password: () => "this workbook has a password: save it without one, as .xlsx",
  xls: () => "this is an old workbook (.xls): save it as .xlsx",
  xlsb: () => "this is a binary workbook (.xlsb): save it as .xlsx",
  ods: () => "this is an OpenDocument file (.ods): save it as .xlsx",
  zip: () => "this is a ZIP archive, but not a workbook: save the table as .xlsx",
  damaged: () => `the workbook is damaged: ${SAVE_AGAIN}`,
  "too-large": ({ mebibytes }) => `the workbook is over ${mebibytes} MiB: save it as CSV`,
  "too-large-unpacked": ({ mebibytes }) => `the workbook is over ${mebibytes} MiB unpacked: save it as CSV`,
  "no-workbook": () => "this file is text and has no sheets: remove sheet: from the list file",
  "unknown-sheet": ({ sheet, sheets }) => `there is no sheet "${sheet}": the workbook has ${sheets}`,
  "several-sheets": ({ sheets }) =>
    `several sheets have numbers (${sheets}): name one of them in the list file (sheet: …)`,
  "rows-out-of-order": () => `the rows of the sheet are out of order in the workbook: ${SAVE_AGAIN}`,
  "cells-out-of-order": () => `the cells of this row are out of order in the workbook: ${SAVE_AGAIN}`,
  "too-many-columns": ({ most }) => `there is a cell beyond the first ${count(most)} columns: remove it`,
  "missing-text": () => `a cell of this row has no text in the workbook: ${SAVE_AGAIN}`,
});

const columns = byCause<Cause<ColumnCauses>>({
  title: ({ title }) => `"${title}" is a title, not a heading of columns: delete this line`,
  "title-above-heading": ({ title, line }) =>
    `"${title}" is a title above the heading on line ${line}: delete the lines above the heading`,
  "other-delimiter": () => "this row has another delimiter than the rows below: use one for all",
  "number-in-heading": ({ heading }) =>
    `the heading "${heading}" has a number in it: is the heading missing, or the line end after it?`,
  "none-named-phone": ({ headings }) =>
    `there are several columns, and none is called phone: ${nameIt(headings)}`,
  "several-named-phone": ({ columns, headings }) =>
    `${all(columns.map((column) => `"${column}"`))} may both have the numbers: ${nameIt(headings)}`,
  "several-without-heading": ({ places }) =>
    `there is no heading, and columns ${all(places)} have numbers: ${BY_PLACE}`,
  "none-without-heading": () =>
    `there is no heading, and no column in which every cell is a number: ${BY_PLACE}`,
  "unknown-column": ({ column, headings }) =>
    `there is no column "${column}": the first line has ${headings}`,
  "same-heading": ({ column, places }) =>
    `several columns are called "${column}": name one by its place, ${all(places)} (column: …)`,
  "mostly-empty": ({ column, fuller, headings }) =>
    `${named(column)} is mostly empty, and column ${fuller} has numbers: ${nameIt(headings)}`,
});

const file = byCause<Cause<FileCauses>>({
  file: ({ cause }) => cause,
  "outside-directory": () =>
    "the file must be beside this one or below it: write its path without / in front and without ..",
  unreadable: ({ error }) => `the file cannot be read (${error}): check its permissions`,
  binary: () => "this is not a table of text: save it as CSV or as .xlsx",
  markup: () => "this is a page of HTML or XML, whatever its name: save it as CSV or as .xlsx",
  "not-whole-utf-16": () => "the file is damaged UTF-16 text: save it as UTF-8",
  "no-delimiter": () => "sep= names no delimiter: write one character after it, as in sep=;",
  "long-row": ({ most }) => `a row is longer than ${count(most)} characters: is a quote left open?`,
  "open-quote": () => "a quote opened in this row is never closed: close it",
  "stray-quote": ({ line }) => {
    const where = line === null ? "" : ` (the quote opened here is met again on line ${line})`;
    return `quotes must be around a whole cell, and doubled inside it${where}: correct them`;
  },
  "not-csv": () => "the file cannot be read from here on: save it as CSV again",
  workbook: ({ cause }) => workbook(cause),
  columns: ({ cause }) => columns(cause),
});

const shifted = byCause<Cause<ShiftCauses>>({
  "open-quote": () =>
    "a cell goes over several lines here, with numbers on them: is a quote left open, or one too many?",
  "joined-cells": ({ cell }) =>
    `a number and a word are joined in cell ${cell}: is a line end or a separator missing?`,
  "no-number": ({ cells, expected }) =>
    `this row has ${counted(cells, "cell")} instead of ${expected}, and no number: is a separator missing, or one too many?`,
  "number-elsewhere": ({ cells, expected, cell }) =>
    `this row has ${counted(cells, "cell")} instead of ${expected}, and a number in cell ${cell}: is a separator missing, or one too many?`,
  "more-than-a-number": ({ cells, expected }) =>
    `this row has ${counted(cells, "cell")} instead of ${expected}, and more than a number in one: is a separator missing?`,
  "rows-elsewhere": ({ rows, where, column, isNamed }) => {
    const further = isNamed ? "" : ", or name the column in the list file (column: …)";
    return `${rowsHave(rows)} no number in ${named(column)}, but one in another column (${at(where)}): move it where it belongs${further}`;
  },
});

function nobody(adds: boolean, what: string): string {
  return adds ? `${what}: it adds nobody` : `${what}, so nobody would be excluded: did its export fail?`;
}

const noNumber = byCause<Cause<NoNumberCauses>>({
  "empty-file": ({ adds }) => nobody(adds, "the file is empty"),
  "no-row": ({ adds, column, where }) =>
    nobody(adds, `no row has a number in ${named(column)} (${at(where)})`),
  "some-rows": ({ rows, where }) => `${rowsHave(rows)} no number (${at(where)}): skipped`,
});

export const tableWords: Words<TableFacts> = {
  "audience-file": file,
  "shifted-cells": shifted,
  "second-heading": () =>
    "the heading is here a second time: are these two tables? Delete this line if their columns are the same",
  "no-rows": () => "the table has a heading and no rows",
  "no-number": noNumber,
  "several-cells": () => "there is a tab in this cell: are these two cells? Write one number in a cell",
  "cell-fault": byCause<TableFacts["cell-fault"]>({
    error: ({ shown }) => `there is an error in this cell (${shown}): correct the formula`,
    "no-value": () =>
      "this formula has no value in the file: open the workbook, let it calculate, and save it",
  }),
  "hidden-rows": ({ rows, line }) =>
    rows === 1
      ? `1 row is hidden in the workbook (line ${line}): it is read all the same`
      : `${count(rows)} rows are hidden in the workbook (the first is line ${line}): they are read all the same`,
  "several-numbers": ({ rows, where, taken }) => {
    const what = taken === "all" ? "all of them are taken" : "the first mobile is taken";
    return `${rowsHave(rows)} several numbers of one person (${at(where)}): ${what}`;
  },
  "duplicate-member": byCause<TableFacts["duplicate-member"]>({
    list: ({ first, isSameForm }) => {
      const form = isSameForm ? "" : ", in another form";
      return `this customer is on the list already, at ${first}${form}: remove one of the two (added once)`;
    },
    file: ({ numbers, line }) =>
      numbers === 1
        ? `1 number is in this file more than once (line ${line}): it is added once`
        : `${count(numbers)} numbers are in this file more than once (the first on line ${line}): each is added once`,
  }),
  "not-utf-8": byCause<TableFacts["not-utf-8"]>({
    "read-otherwise": () =>
      "from this line on, the file has text that is not UTF-8: those lines are read as Windows-1252. Save the file as UTF-8",
    "utf-16": () => "the file is UTF-16 (some editors call it Unicode): save it as UTF-8",
    unknown: () => "the file is not UTF-8 text: save it as UTF-8",
    byte: ({ byte, letter }) => {
      const meaning = letter === null ? "" : ` (${letter} in Windows-1252, or ANSI)`;
      return `the byte ${byte} here${meaning} is not UTF-8 text: save the file as UTF-8`;
    },
  }),
};
