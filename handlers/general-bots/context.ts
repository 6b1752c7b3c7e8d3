import type { Actor } from '../../domain/actor.ts';
import type { Database } from '../../domain/database/database.ts';
import type { Services } from '../../domain/services.ts';

/** What every handler of this service gets besides its request. */
export interface Context {
  readonly actor: Actor;
  readonly db: Database;
  readonly services: Services;
}
