import type { Database } from '../../../domain/database/database.ts';

export interface Context {
  readonly actor: unknown;
  /** As the services have it; absent where only the processor is loaded. */
  readonly db: Database | undefined;
  readonly services: unknown;
}
