/** How commands to Blip fail. */

import type { BlipFacts, ConnectProblem, ForeignAnswer } from "../../../domain/facts/blip.ts";
import type { Words } from "../types.ts";

const CONNECT: Readonly<Record<ConnectProblem, string>> = {
  "no-such-host": "no such host",
  "no-name-service": "the name service (DNS) does not answer",
  refused: "the connection was refused",
  "host-unreachable": "the host is unreachable",
  "network-unreachable": "the network is unreachable",
  timeout: "the connection timed out",
  "not-secure": "no secure connection",
  broken: "the connection failed",
};

const FOREIGN: Readonly<Record<ForeignAnswer, string>> = {
  html: "HTML, not JSON",
  empty: "empty",
  "not-json": "not a JSON object",
  id: "the id of another command",
  method: "the method of another command",
  status: "neither success nor failure",
  lists: "no collection of lists",
  recipients: "no collection of recipients",
  contacts: "no collection of contacts",
};

export const blipWords: Words<BlipFacts> = {
  "blip-refused": ({ command, reason, description }) => {
    const given = reason === 0 && description === null ? "no reason given" : `reason ${reason}`;
    const said = description === null ? given : `${given}: ${description}`;
    return of(command, `Blip refused the command (${said})`);
  },
  "blip-status": ({ command, status }) =>
    of(
      command,
      status === 429
        ? "too many commands for this bot (HTTP 429)"
        : `the server returned HTTP ${status} instead of an answer from Blip`,
    ),
  unauthorized: ({ command, status }) => of(command, `Blip refused the key (HTTP ${status})`),
  "blip-garbage": ({ command, answer }) => of(command, `unexpected answer: ${FOREIGN[answer]}`),
  "blip-lost": ({ command, isRead, why, seconds, error }) => {
    const doubt = isRead ? "" : ". It may have taken effect";
    const what = {
      deadline: `no answer within ${seconds} s`,
      stopped: "no answer before the run was stopped",
      connection: `the connection broke${coded(error)}`,
    }[why];
    return of(command, `${what}${doubt}`);
  },
  "blip-oversized": ({ command, limitMiB }) => of(command, `the answer is too long (over ${limitMiB} MiB)`),
  "blip-unreachable": ({ command, why }) => of(command, `cannot connect: ${why}`),
  "blip-proxy": ({ command, why }) => of(command, `cannot connect: ${why}`),
  "blip-no-identity": ({ command, domain }) =>
    of(
      command,
      domain === null
        ? "the account has no identity"
        : `the account has an identity of ${domain}, not of WhatsApp`,
    ),

  "host-unreachable": ({ host, problem, error }) => {
    if (problem === "no-such-host") return `there is no host ${host}. Check the contract`;
    return `${host}: ${CONNECT[problem]}${problem === "not-secure" || problem === "broken" ? coded(error) : ""}`;
  },
  "proxy-unreachable": ({ proxy, variable, problem, error }) =>
    `the proxy ${proxy} (${variable}): ${CONNECT[problem]}${problem === "not-secure" || problem === "broken" ? coded(error) : ""}`,
  "proxy-without-route": ({ proxy, variable, target, status }) =>
    `the proxy ${proxy} (${variable}) could not reach ${target} (HTTP ${status})`,
  "proxy-refuses": ({ proxy, variable, target, status }) =>
    `the proxy ${proxy} (${variable}) does not allow connections to ${target} (HTTP ${status}). Allow the host there, or add it to NO_PROXY`,
  "proxy-needs-password": ({ proxy, variable }) =>
    `the proxy ${proxy} (${variable}) needs a user and a password (HTTP 407). Set ${variable} to http://user:password@host:port`,
  "proxy-refuses-password": ({ proxy, variable }) =>
    `the proxy ${proxy} (${variable}) refuses the user and password in ${variable} (HTTP 407). Correct them`,
  "some-proxy-needs-password": () => "a proxy needs a user and a password (HTTP 407)",
};

function of(command: string | null, text: string): string {
  return command === null ? text : `${command}: ${text}`;
}

function coded(error: string | null): string {
  return error === null ? "" : ` (${error})`;
}
