import { DomainError, type DomainErrorCode } from '../errors.ts';

/** SQLSTATE (PostgreSQL, appendix A) or system error code → what it means to a caller. */
const meanings: Readonly<Record<string, { readonly code: DomainErrorCode; readonly message: string }>> = {
  // Text that JSON can carry and PostgreSQL cannot store: U+0000 in text, and in jsonb.
  '22021': { code: 'invalid_input', message: 'The text contains a character that cannot be stored.' },
  '22P05': { code: 'invalid_input', message: 'The text contains a character that cannot be stored.' },
  '23514': { code: 'invalid_input', message: 'A value is not allowed here.' },
  '57014': { code: 'overloaded', message: 'The database took too long to answer.' },
  '40001': { code: 'overloaded', message: 'The data is being changed by others. Try again.' },
  '40P01': { code: 'overloaded', message: 'The data is being changed by others. Try again.' },
  '53300': { code: 'overloaded', message: 'The database has no free connection.' },
  '57P01': { code: 'unavailable', message: 'The database is shutting down.' },
  '57P02': { code: 'unavailable', message: 'The database is restarting.' },
  '57P03': { code: 'unavailable', message: 'The database is starting.' },
  ECONNREFUSED: { code: 'unavailable', message: 'The database cannot be reached.' },
  ECONNRESET: { code: 'unavailable', message: 'The connection to the database was lost.' },
  ENOTFOUND: { code: 'unavailable', message: 'The database cannot be reached.' },
  ETIMEDOUT: { code: 'unavailable', message: 'The database cannot be reached.' },
  EPIPE: { code: 'unavailable', message: 'The connection to the database was lost.' },
};

/** `pg` reports these by text alone. */
const meaningsByMessage: readonly (readonly [RegExp, DomainErrorCode, string])[] = [
  [/^timeout exceeded when trying to connect$/, 'overloaded', 'The database has no free connection.'],
  [/^Query read timeout$/, 'overloaded', 'The database took too long to answer.'],
  [/^Connection terminated/, 'unavailable', 'The connection to the database was lost.'],
  [/^Client has encountered a connection error/, 'unavailable', 'The connection to the database was lost.'],
];

/** A DomainError for what a caller can act on; anything else (a fault of ours) comes back as it is. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  const known = meanings[(error as { code?: string }).code ?? ''];
  if (known) return new DomainError(known.code, known.message, { cause: error });
  const byMessage = meaningsByMessage.find(([pattern]) => pattern.test(error.message));
  if (byMessage) return new DomainError(byMessage[1], byMessage[2], { cause: error });
  return error;
}
