/** Who is meant by `members`, `membersFrom`, `exclude` and `excludeFrom` of one document. */

import type { Node } from "yaml";
import { isMap, isSeq } from "yaml";
import type { Customer } from "../domain/customer.ts";
import { customerOf, isIdentity } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { fact } from "../domain/fact.ts";
import { placed } from "../domain/fact-fields.ts";
import { parseListName } from "../domain/list-name.ts";
import type { Country } from "../domain/phone.ts";
import type { Audience, DeclaredMember, ListReference, Selection } from "../domain/state.ts";
import { readConditions } from "./conditions.ts";
import type { MemberKey } from "./member.ts";
import { readMember } from "./member.ts";
import { misreadMember } from "./misread.ts";
import type { SourceText } from "./source-text.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf, textOf } from "./yaml.ts";

/** A file that an audience names, still to be read. */
export interface FileReference {
  /** As it was written: relative to the file it was written in. */
  readonly path: string;
  readonly column: string | null;
  readonly sheet: string | null;
  readonly text: SourceText;
  readonly offset: number;
}

/** A reference to a list with the place to complain at. */
export interface PlacedReference extends ListReference {
  readonly text: SourceText;
  readonly offset: number;
}

/** An audience in the making: files are read later, and give further members. */
export class AudienceDraft {
  readonly files: FileReference[] = [];
  readonly lists: PlacedReference[] = [];
  private readonly members = new Map<Customer, DeclaredMember>();
  private readonly selections: Selection[] = [];

  /** @returns who stands there already, when the customer does. An identity saves the look-up of a number. */
  add(declared: DeclaredMember): DeclaredMember | null {
    const customer = customerOf(declared.member);
    const first = this.members.get(customer);
    if (first === undefined) this.members.set(customer, declared);
    else if (isIdentity(declared.member) && !isIdentity(first.member)) {
      this.members.set(customer, declared);
    }
    return first ?? null;
  }

  select(selection: Selection): void {
    this.selections.push(selection);
  }

  build(): Audience {
    const lists = this.lists.map(({ list, file, line }) => ({ list, file, line }));
    return { members: [...this.members.values()], selections: this.selections, lists };
  }
}

/** @param keys `members` and `membersFrom`, or `exclude` and `excludeFrom` */
export function readAudience(
  { source, root }: YamlDocument,
  keys: { readonly members: string; readonly from: string },
  defaultCountry: Country,
): { draft: AudienceDraft; diagnostics: Diagnostic[] } {
  const draft = new AudienceDraft();
  const items = pairOf(root, keys.members)?.value;
  const ofItems = (isSeq(items) ? items.items : []).flatMap((item) =>
    readItem(item, source, defaultCountry, draft),
  );
  const from = pairOf(root, keys.from)?.value;
  const ofForms = (isSeq(from) ? from.items : [from]).flatMap((node) => readForm(node, source, draft));
  return { draft, diagnostics: [...ofItems, ...ofForms] };
}

function readItem(
  item: unknown,
  source: SourceText,
  defaultCountry: Country,
  draft: AudienceDraft,
): Diagnostic[] {
  const written = writtenMember(item);
  if (written === null) return [];
  const misread = misreadMember(written.node, written.key !== null, source);
  if (misread !== null) return [source.diagnose(misread.offset, "error", misread.fact)];
  const diagnostics: Diagnostic[] = [];
  const offset = offsetOf(written.node);
  const member = readMember(written.text, written.key, defaultCountry, (severity, problem) =>
    diagnostics.push(source.diagnose(offset, severity, problem)),
  );
  if (member === null) return diagnostics;
  const declared = { member, file: source.file, line: source.line(offset) };
  const first = draft.add(declared);
  if (first !== null) diagnostics.push(duplicate(first, declared, source, offset));
  return diagnostics;
}

interface Written {
  readonly text: string;
  readonly key: MemberKey;
  readonly node: unknown;
}

/** @returns the text of a member, or null where the schema has already refused its shape. */
function writtenMember(item: unknown): Written | null {
  if (!isMap(item)) {
    const text = textOf(item);
    return text === null ? null : { text, key: null, node: item };
  }
  const [phone, identity] = [pairOf(item, "phone"), pairOf(item, "identity")];
  const pair = phone && identity ? null : (phone ?? identity);
  const text = textOf(pair?.value);
  return pair === null || text === null
    ? null
    : { text, key: phone ? "phone" : "identity", node: pair.value };
}

function duplicate(
  first: DeclaredMember,
  again: DeclaredMember,
  source: SourceText,
  offset: number,
): Diagnostic {
  const isSameForm = first.member === again.member;
  const repeated = fact("duplicate-member", { what: "list", first: placed(first), isSameForm });
  return source.diagnose(offset, "warning", repeated);
}

/** Reads one of `contacts`, `file` and `list`. */
function readForm(node: unknown, source: SourceText, draft: AudienceDraft): Diagnostic[] {
  if (!isMap(node)) return [];
  const [contacts, file, list] = [pairOf(node, "contacts"), pairOf(node, "file"), pairOf(node, "list")];
  const offset = offsetOf((contacts ?? file ?? list)?.value as Node);
  const here = { file: source.file, line: source.line(offset) };
  const [path, name] = [textOf(file?.value), textOf(list?.value)];
  if (isMap(contacts?.value)) {
    const { conditions, diagnostics } = readConditions(pairOf(contacts.value, "where")?.value, source);
    draft.select({ ...here, conditions });
    return diagnostics;
  }
  if (path !== null) {
    const [column, sheet] = [pairOf(node, "column"), pairOf(node, "sheet")].map((pair) =>
      textOf(pair?.value),
    );
    draft.files.push({ path, column: column ?? null, sheet: sheet ?? null, text: source, offset });
    return [];
  }
  if (name === null) return [];
  const listName = parseListName(name);
  if (listName === null) {
    return [source.diagnose(offset, "error", fact("list-name", { what: "reference" }))];
  }
  draft.lists.push({ ...here, list: listName, text: source, offset });
  return [];
}
