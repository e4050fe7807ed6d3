/** `postmaster@broadcast.msging.net`: distribution lists and their recipients. */

import { MediaType } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";
import { DONE, failure, found, ReasonCode } from "./answer.ts";
import { badPage, collectionOf, pageOf } from "./collection.ts";
import {
  hasIdentityForm,
  isPlainListName,
  isSendersName,
  listIdentityOf,
  listNameFrom,
  sendersNameOf,
} from "./identity.ts";
import type { ListWrite } from "./list-store.ts";
import type { OrderedMap } from "./ordered-map.ts";
import type { CommandContext, Route } from "./route.ts";
import type { EmulatorState } from "./state.ts";

/** By documentation, for recipients; lists have a switch of their own. */
const RECIPIENTS_TAKE_DEFAULT = 100;

export const LIST_ROUTES: readonly Route[] = [
  { path: ["lists"], methods: { get: getLists, set: createList } },
  { path: ["lists", "*"], methods: { delete: deleteList } },
  { path: ["lists", "*", "recipients"], methods: { get: getMembers, set: addMember } },
  { path: ["lists", "*", "recipients", "*"], methods: { get: getMember, delete: removeMember } },
];

function createList(context: CommandContext): Answer {
  const { command, state, switches } = context;
  if (command.type !== MediaType.distributionList) return wrongType(MediaType.distributionList);
  const identity = identityIn(command.resource);
  const name = identity === null ? null : listNameFrom(identity);
  if (name === null) return invalidList();
  if (isSendersName(name)) return notAllowed();
  if (switches.listNames === "plain" && !isPlainListName(name)) return invalidList();
  if (state.takenLists.has(name.toLowerCase())) {
    return failure(switches.createRefusedReason, "The list identifier is already in use");
  }
  const isNew = write(context, { kind: "create-list", list: name });
  if (isNew || switches.createExistingList === "success") return DONE;
  return failure(switches.createRefusedReason, "The list identifier is already in use");
}

function getLists({ uri, state, switches, nowMs }: CommandContext): Answer {
  const page = pageOf(uri.query, {
    takeDefault: switches.listsTakeDefault,
    takeMax: switches.listsTakeMax,
    overTakeMax: switches.overTakeMax,
  });
  if (page === null) return badPage();
  const lists = state.lists.seenAt(nowMs);
  // The senders list stands before all others, so it takes one place of the first page.
  const withSenders = page.skip === 0;
  const own = lists.page(Math.max(0, page.skip - 1), withSenders ? page.take - 1 : page.take);
  const names = [...(withSenders ? [sendersNameOf(state.bot)] : []), ...own.map((list) => list.name)];
  return collectionOf(MediaType.identity, names.map(listIdentityOf), lists.size + 1, switches);
}

function deleteList(context: CommandContext, listIdentity: string): Answer {
  return changeList(context, listIdentity, (list) => {
    write(context, { kind: "delete-list", list });
    return DONE;
  });
}

function addMember(context: CommandContext, listIdentity: string): Answer {
  const { type, resource } = context.command;
  if (type !== MediaType.identity) return wrongType(MediaType.identity);
  if (typeof resource !== "string" || !hasIdentityForm(resource)) return invalidIdentity();
  return changeList(context, listIdentity, (list) => {
    const isNew = write(context, { kind: "add-member", list, identity: resource });
    if (isNew || context.switches.addExistingMember === "success") return DONE;
    return failure(ReasonCode.applicationError, "The recipient is already in the list");
  });
}

function removeMember(context: CommandContext, listIdentity: string, identity: string): Answer {
  if (!hasIdentityForm(identity)) return invalidIdentity();
  return changeList(context, listIdentity, (list) => {
    const wasThere = write(context, { kind: "remove-member", list, identity });
    return wasThere ? DONE : failure(ReasonCode.invalidArgument, "The recipient is not in the list");
  });
}

function getMembers(context: CommandContext, listIdentity: string): Answer {
  const { uri, state, switches } = context;
  const list = listNameFrom(listIdentity);
  if (list === null) return invalidList();
  const page = pageOf(uri.query, {
    takeDefault: RECIPIENTS_TAKE_DEFAULT,
    takeMax: switches.recipientsTakeMax,
    overTakeMax: switches.overTakeMax,
  });
  if (page === null) return badPage();
  if (isSendersOf(state, list)) {
    const identities = state.contacts.page(page.skip, page.take).map((contact) => contact.identity);
    return collectionOf(MediaType.identity, identities, state.contacts.size, switches);
  }
  const members = membersSeen(context, list);
  if (members !== null) {
    return collectionOf(MediaType.identity, members.page(page.skip, page.take), members.size, switches);
  }
  return switches.membersOfMissingList === "empty"
    ? collectionOf(MediaType.identity, [], 0, switches)
    : missingListRead(context);
}

function getMember(context: CommandContext, listIdentity: string, identity: string): Answer {
  const { state, switches } = context;
  const list = listNameFrom(listIdentity);
  if (list === null) return invalidList();
  if (!hasIdentityForm(identity)) return invalidIdentity();
  const members = membersSeen(context, list);
  const senders = isSendersOf(state, list);
  if (members === null && !senders && switches.membersOfMissingList !== "empty") {
    return missingListRead(context);
  }
  const key = identity.toLowerCase();
  const member = senders ? (state.contacts.get(key)?.identity ?? null) : (members?.get(key) ?? null);
  return member === null
    ? failure(ReasonCode.notFound, "The recipient was not found in the list")
    : found(MediaType.identity, member);
}

/** What every change of a list asks for first: a good identifier, not the senders list, and that it exists. */
function changeList(
  { state }: CommandContext,
  listIdentity: string,
  change: (list: string) => Answer,
): Answer {
  const list = listNameFrom(listIdentity);
  if (list === null) return invalidList();
  if (isSendersName(list)) return notAllowed();
  return state.lists.has(list) ? change(list) : missingList();
}

function write({ state, switches, nowMs }: CommandContext, change: ListWrite): boolean {
  return state.lists.write(change, nowMs, switches.readLagMs);
}

function membersSeen({ state, nowMs }: CommandContext, list: string): OrderedMap<string> | null {
  return state.lists.seenAt(nowMs).get(list.toLowerCase())?.members ?? null;
}

function isSendersOf(state: EmulatorState, list: string): boolean {
  return list.toLowerCase() === sendersNameOf(state.bot).toLowerCase();
}

function identityIn(resource: unknown): string | null {
  if (typeof resource !== "object" || resource === null || !("identity" in resource)) return null;
  return typeof resource.identity === "string" ? resource.identity : null;
}

function missingListRead({ switches }: CommandContext): Answer {
  return switches.membersOfMissingList === "not-found"
    ? failure(ReasonCode.notFound, "The list was not found")
    : missingList();
}

function missingList(): Answer {
  return failure(ReasonCode.applicationError, "The list does not exist");
}

function invalidList(): Answer {
  return failure(ReasonCode.invalidList, "Invalid list identifier");
}

function invalidIdentity(): Answer {
  return failure(ReasonCode.invalidIdentity, "Invalid identity");
}

function notAllowed(): Answer {
  return failure(ReasonCode.notAllowed, "This list is kept by the server");
}

function wrongType(wanted: string): Answer {
  return failure(ReasonCode.invalidResource, `The resource type must be '${wanted}'`);
}
