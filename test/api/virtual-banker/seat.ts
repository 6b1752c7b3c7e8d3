import { randomUUID } from 'node:crypto';
import type { RealtimeArrivals } from '../../../generated/virtual-banker/client/index.ts';
import type { RealtimeReceives } from '../../../generated/virtual-banker/messages.ts';
import type { Session } from '../../../generated/virtual-banker/types.ts';
import type { Bank, Claims, Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';
import { openSession } from './open-session.ts';

/** What a client sends is what the service receives. */
type Sent = RealtimeReceives;
type Heard = RealtimeArrivals;

/** Somebody's place at a session. */
export type Seat = Awaited<ReturnType<typeof takeSeat>>;

interface SeatOptions {
  readonly token?: string;
  /** Another node of the service. */
  readonly url?: string;
}

/** Connects to a session with the generated client, through the header if there is a token. */
export async function takeSeat(bank: Bank, sessionId: string, { token, url = bank.url }: SeatOptions = {}) {
  const connection = await clientOf({ url }).realtime.connect({ path: { session_id: sessionId }, credentials: { ephemeralToken: token } });

  /** Sends a message and returns its id. */
  function send<Type extends keyof Sent>(type: Type, payload: Sent[Type]['payload']): string {
    const id = randomUUID();
    connection.send(type, { v: 1, id, session_id: sessionId, ts: new Date().toISOString(), payload } as never);
    return id;
  }

  /** The next message of a type, or the next that satisfies `where`. */
  function next<Type extends keyof Heard>(type: Type, where?: (message: Heard[Type]) => boolean): Promise<Heard[Type]> {
    return connection.once(type, { timeoutMs: 10_000, where });
  }

  /** Sends a message and waits for a message of the type that answers it. */
  async function ask<Type extends keyof Sent, Reply extends keyof Heard>(type: Type, payload: Sent[Type]['payload'], reply: Reply) {
    const id = send(type, payload);
    return next(reply, (message) => message.reply_to === id);
  }

  return { connection, sessionId, send, next, ask, closed: connection.closed };
}

/** A customer's seat at a new session, after `ready`. */
export async function seatCustomer(bank: Bank, tenant: Tenant, subject?: string): Promise<{ seat: Seat; session: Session }> {
  const session = await openSession(bank, tenant, subject);
  const seat = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  await seat.next('ready');
  return { seat, session };
}

/** An agent's seat at a session, after `ready`. */
export async function seatAgent(bank: Bank, tenant: Tenant, sessionId: string, claims?: Claims & { url?: string }): Promise<Seat> {
  const token = await tenant.token({ subject: 'agent-1', role: 'agent', ...claims });
  const seat = await takeSeat(bank, sessionId, { token, url: claims?.url });
  await seat.next('ready');
  return seat;
}
