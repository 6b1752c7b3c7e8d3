import { networkOf, type LimitInput, type ServiceLimit } from 'specwright/runtime';
import { findLimit, type RouteLimit } from '../../domain/limit-profile/find-limit.ts';
import { findConversation } from '../../domain/message/find-conversation.ts';
import type { Context } from './context.ts';

type Input = LimitInput<Context>;

/** What must answer whatever else is the matter: probes, metrics, documents. */
const unlimitedTag = 'Operations';

/**
 * The limit of a request: that of the profile which an administrator assigned to its route, else one for logging in, else the one for
 * every operation. Each user has a count of their own, and each network where nobody is signed in.
 */
export async function limits(input: Input): Promise<ServiceLimit[]> {
  const { operation, db, path, services } = input;
  if (operation.tag === unlimitedTag || !services.limits.isEnabled) return [];
  const assigned = await findLimit(db, { method: operation.method, path });
  if (assigned) return [await assignedLimit(input, assigned)];
  return [operation.id === 'logIn' ? loginLimit(input) : defaultLimit(input)];
}

async function assignedLimit(input: Input, { profile, assignmentId, requestsPerSecond, burst, perConversation }: RouteLimit): Promise<ServiceLimit> {
  const { kind, name } = callerOf(input);
  const conversation = perConversation ? await conversationOf(input) : undefined;
  const countedBy = conversation === undefined ? kind : `${kind}+conversation`;
  return { profile, countedBy, key: `${assignmentId}:${name}:${conversation ?? ''}`, limit: burst, windowSeconds: burst / requestsPerSecond };
}

function loginLimit(input: Input): ServiceLimit {
  const { kind, name } = callerOf(input);
  return { profile: 'login', countedBy: kind, key: name, limit: input.services.limits.loginPerMinute, windowSeconds: 60 };
}

function defaultLimit(input: Input): ServiceLimit {
  const { kind, name } = callerOf(input);
  const { perSecond, burst } = input.services.limits;
  return { profile: 'default', countedBy: kind, key: `${input.operation.id}:${name}`, limit: burst, windowSeconds: burst / perSecond };
}

function callerOf({ actor, client }: Input): { kind: string; name: string } {
  if (actor !== undefined) return { kind: 'user', name: `user:${actor.userId}` };
  return { kind: 'client', name: `client:${networkOf(client.address)}` };
}

/** The conversation that the path names, or that the message or thread in it belongs to. */
async function conversationOf({ operation, path, db }: Input): Promise<string | undefined> {
  const texts = path.split('/');
  const named = operation.path.split('/').map((part, index) => [part, texts[index] ?? ''] as const);
  const textOf = (names: readonly string[]) => named.find(([part]) => names.includes(part))?.[1];
  const messageId = textOf(['{root_id}', '{message_id}', '{parent_id}']);
  return textOf(['{conversation_id}']) ?? (messageId === undefined ? undefined : findConversation(db, messageId));
}
