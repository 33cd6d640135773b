/** The command was called with words it does not take: exit code 2. */
export class UsageError extends Error {}
