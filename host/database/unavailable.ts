/**
 * The database does not answer, or gave up waiting: http says 503, and the caller repeats with the same id. When the
 * connection broke at COMMIT nobody knows whether it took effect, which is why it is never retried blindly.
 */
export class DatabaseUnavailable extends Error {
  readonly databaseUnavailable = true;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnavailable';
  }
}
export function isDatabaseUnavailable(error: unknown): error is DatabaseUnavailable {
  return typeof error === 'object' && error !== null && (error as DatabaseUnavailable).databaseUnavailable === true;
}
