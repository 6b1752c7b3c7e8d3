import type { TenantActor } from '../../domain/actor.ts';
import type { Database } from '../../domain/database/database.ts';
import type { Services } from '../../domain/services.ts';
import type { RealtimeSettings } from './realtime/realtime-settings.ts';

/** What every handler of this service gets besides its request. */
export interface Context {
  readonly actor: TenantActor;
  readonly db: Database;
  readonly services: Services & { readonly realtime?: Partial<RealtimeSettings> };
}
