import { UniqueViolation, Unmet } from '@sontechsp/sdk';
import { DatabaseUnavailable } from '../unavailable.js';

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

/** Two transactions stood in each other's way, and this one lost: it may be run again. */
export const isLostRace = (error: unknown): boolean => codeOf(error) === '40001' || codeOf(error) === '40P01';
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';
/** A migration of another host changed a table under a prepared statement: a new connection does not have it. */
export const isStalePlan = (error: unknown): boolean =>
  codeOf(error) === '0A000' && (error as Error).message === 'cached plan must not change result type';

/**
 * The server takes no writes, as one does that stands by for another: it does not let a transaction begin that would, or refuses
 * its statement. The first has the code of all that a server does not support, and is known by where it is raised.
 */
export const isReadOnly = (error: unknown): boolean =>
  codeOf(error) === '25006' || codeOf(error) === '0A000' && (error as { routine?: string }).routine === 'call_bool_check_hook';

const UNMET = 'sontechsp: not as it was taken to be, to be done again otherwise; expectation ';
/**
 * An expression that fails. PostgreSQL has no function that only raises an error, so a sentence is read as a number: its log then
 * says what happened. The process is in it because what is constant is read when the statement is planned.
 */
export const unmetSql = (expectation: number): string => `CAST('${UNMET}${expectation} of process ' || pg_backend_pid() AS integer)`;
const isUnmetError = (error: unknown): boolean => codeOf(error) === '22P02' && (error as Error).message.includes(UNMET);

const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT']);
const pgSays = /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded|timeout expired|Cannot use a pool)/;
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return socketCodes.has(code) || /^(08...|57P0.|25P03)$/.test(code) || (code === '' && error instanceof Error && pgSays.test(error.message));
}

/** Turns what the server or the connection said into what the sdk promises. */
export function translate(error: unknown): unknown {
  const code = codeOf(error);
  if (isUnmetError(error)) return new Unmet(undefined, { cause: error });
  if (code === '23505') return new UniqueViolation((error as { constraint?: string }).constraint ?? '', { cause: error });
  if (isConnectionLost(error)) return new DatabaseUnavailable('The connection to the database was lost.', { cause: error });
  if (isLostRace(error) || isLockTimeout(error)) return new DatabaseUnavailable('The rows were held by others for too long.', { cause: error });
  if (isReadOnly(error)) return new DatabaseUnavailable('The database takes no writes at present.', { cause: error });
  if (code === '57014') return new DatabaseUnavailable('The database took too long.', { cause: error });
  // 53: no connections, memory or disk left.
  if (code.startsWith('53')) return new DatabaseUnavailable('The database has run out of resources.', { cause: error });
  return error;
}
