/** The files of a directory of lists that are no lists. */

export const SETTINGS_FILE = "bot.yaml";
export const IDENTITIES_FILE = "identities.lock.csv";
