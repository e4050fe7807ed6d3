/** What `--help` says, in English. */

export const englishHelp = {
  program: "Manage WhatsApp distribution lists on Blip as code: edit YAML, review the plan, apply it.",
  commands: {
    validate: "check the list files without contacting Blip",
    plan: "show what apply would change, and change nothing",
    apply: "plan, ask, send the changes, then read Blip again to verify them",
    import: "write a list file for each list on Blip that no file declares yet",
    emulator: "run an emulated Blip on this machine, to try things out",
    demo: "validate, plan, apply and plan again, against an emulated Blip",
    comment: "show a review file in its pull request, in one comment per directory that is kept up to date",
    drift: "keep an issue open for as long as a plan has changes",
    reviews: "fetch the review files of pull requests merged since the last successful run",
    bots: "print the bots of a repository and their environments as JSON, for a workflow matrix",
  },
  onGitHub: "On GitHub:",
  directory: "the lists of one bot",
  flags: {
    list: "only lists whose name matches (repeatable)",
    format: "output format",
    refreshIdentities: "look up numbers again that were looked up before",
    author: "login that our comments and issues are written as (default: the token's)",
  },
  plan: {
    out: "save the plan for apply --plan (contains phone numbers)",
    review: "write the masked plan, for comment and apply --approved",
    detailedExitcode: "exit with 2 if there are changes",
  },
  apply: {
    yes: "do not ask for confirmation",
    plan: "apply only what this saved plan contains, or what is left of it",
    approved: "apply only what these review files contain",
    reviewed: "review files of merged pull requests; approval in bot.yaml says how they count",
    approvedOnly: "apply the approved part instead of refusing the whole plan",
    accept: "let exactly this plan through the safety gates",
    result: "write the masked result, for comment",
    journal: "log every command before and after it is sent (contains phone numbers)",
    wait: "wait if another apply is running in this directory",
  },
  import: {
    directory: "where to write the files",
  },
  comment: {
    review: "the file written by plan --review",
    directory: "the lists that could not be planned, instead of --review",
    onlyChanges: "write no comment if nothing changes and there is none yet",
    state: "what the comment says is happening (default: planned, or taken from the result)",
    result: "the file written by apply --result",
    pullRequest: "number of the pull request (default: the one of this run)",
  },
  drift: {
    review: "the file written by plan --review",
  },
  reviews: {
    out: "where to write the files, each named after its pull request",
    commit: "the commit that is applied (default: the one of this run)",
  },
  bots: {
    root: "the lists of one bot, or a directory of such directories",
  },
  emulator: {
    port: "port to listen on (default: a free one)",
    state: "YAML file with the lists, contacts and accounts to start with",
    commandsPerSecond: "rate limit; above it the emulator answers 429 for a while",
    latency: "how long each answer takes, in milliseconds",
    log: "append every command that is received, as JSON lines",
    set: "set a switch of src/emulator/README.md (repeatable)",
    fault: "make this go wrong at a rate from 0 to 1 (repeatable)",
  },
  all: "all",
  none: "none",
  after: `
Settings:
  BLIP_KEY       the bot's key (only from the environment)
  BLIP_CONTRACT  the contract id: the xyz of https://xyz.http.msging.net
  BLIP_ENDPOINT  the whole address instead, for an emulator or a gateway

Exit codes:
  0    done, or a plan was made
  1    failed, and nothing was written
  2    there are changes (plan --detailed-exitcode)
  3    lists, settings or flags are not valid
  4    there is no key, or Blip refused it
  5    a safety gate refused the plan
  6    not what was approved
  7    not everything is done for certain
  130  interrupted`,
};
