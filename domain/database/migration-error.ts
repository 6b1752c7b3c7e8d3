/** Why a database cannot be brought up to date, in a sentence that tells the person who starts it what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
