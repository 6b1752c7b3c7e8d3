/** Why the embedded server cannot be used, in a sentence that tells the person who starts it what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
