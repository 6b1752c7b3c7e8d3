import type { TenantActor } from '../../../domain/actor.ts';
import type { LiveSide } from '../../../domain/session/join-session.ts';
import type { RealtimeConnection } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { Deadlines } from './deadlines.ts';
import type { Turn } from './turn.ts';

/** Whoever has signed in on a connection. */
export interface Participant {
  readonly side: LiveSide;
  /** Replaced by `token_refresh`. */
  actor: TenantActor;
  /** The assistant's turn that runs for this connection. */
  turn: Turn | undefined;
  /** The last renewal of the place; it must be over before the place is given up. */
  renewal: Promise<void> | undefined;
}

/** What is kept as long as a connection is open. */
export interface State {
  readonly deadlines: Deadlines;
  /** Absent until the credentials have come and been taken. */
  participant: Participant | undefined;
}

export type Connection = RealtimeConnection<Context, State>;
