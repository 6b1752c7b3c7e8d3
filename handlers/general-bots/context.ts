import type { MemberActor } from '../../domain/actor.ts';
import type { Database } from '../../domain/database/database.ts';
import type { Quotas } from '../../domain/limit/quotas.ts';
import type { Services } from '../../domain/services.ts';
import type { ChatSettings } from './chat/chat-settings.ts';
import type { WebSettings } from './web-settings.ts';

/** Whoever comes with a token that says nothing: only asking whether it is valid takes one. */
export interface UnknownActor {
  readonly kind: 'unknown';
}

/** What every handler of this service gets besides its request. */
export interface Context {
  readonly actor: MemberActor;
  readonly db: Database;
  readonly services: Services & {
    readonly web: WebSettings;
    readonly quotas?: Partial<Quotas>;
    readonly chat?: Partial<ChatSettings>;
  };
}

/** Of the operation that asks whether a token is valid. */
export interface ValidationContext extends Omit<Context, 'actor'> {
  readonly actor: MemberActor | UnknownActor;
}
