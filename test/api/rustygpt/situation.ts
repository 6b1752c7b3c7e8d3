import { randomUUID } from 'node:crypto';
import type { AccountActor } from '../../../domain/actor.ts';
import { createInvite } from '../../../domain/invite/create-invite.ts';
import { addParticipant } from '../../../domain/participant/add-participant.ts';
import { createDiscussion } from '../../../domain/participant/create-discussion.ts';
import { postReply, postRoot } from '../../../domain/thread/post.ts';
import { createUser } from '../../../domain/user/create-user.ts';
import type { Person, Rustygpt } from './rustygpt.ts';

export const parts = ['stranger', 'viewer', 'member', 'admin', 'owner', 'siteAdmin'] as const;

/** What somebody is to a conversation. */
export type Part = (typeof parts)[number];

/** A conversation in which everybody has their part. */
export interface Situation extends Place {
  readonly people: Readonly<Record<Part, Person>>;
}

export interface Place {
  readonly conversationId: string;
  readonly owner: AccountActor;
}

const actorOf = ({ userId }: Person): AccountActor => ({ kind: 'account', tenantId: 'default', userId });

export async function givenSituation(service: Rustygpt): Promise<Situation> {
  const signedUp: [Part, Person][] = [];
  for (const part of parts) signedUp.push([part, await (part === 'siteAdmin' ? service.signUp('admin') : service.signUp())]);
  const people = Object.fromEntries(signedUp) as Record<Part, Person>;
  const owner = actorOf(people.owner);
  const { db, services: { events } } = service;
  const conversationId = await createDiscussion(db, owner, { title: 'Tea' });
  for (const role of ['viewer', 'member', 'admin'] as const) {
    await addParticipant(db, events, owner, { conversationId, userId: people[role].userId, role });
  }
  return { people, conversationId, owner };
}

/** What one request may be about; made anew for each, since it may be used up. */
export type Things = Readonly<Record<'conversation_id' | 'root_id' | 'parent_id' | 'message_id' | 'user_id' | 'token' | 'ownToken' | 'id' | 'path', string>>;

/** Fresh things in the situation's conversation; `ownToken` is an invite for this person to another conversation. */
export async function givenThings({ db, services: { events } }: Rustygpt, { conversationId, owner }: Place, person: Person | undefined): Promise<Things> {
  const root = await postRoot(db, events, owner, { conversationId, content: 'Note', role: 'system' });
  const reply = await postReply(db, events, owner, { parentId: root.messageId, content: 'Said', role: 'assistant' });
  const { token } = await createInvite(db, owner, { conversationId, email: 'grace@example.com', role: 'viewer' });
  const host = { ...owner, userId: await createUser(db, 'default') };
  const elsewhere = await createDiscussion(db, host, { title: 'Coffee' });
  const own = await createInvite(db, host, { conversationId: elsewhere, email: person?.email ?? 'nobody@example.com', role: 'viewer' });
  return {
    conversation_id: conversationId,
    root_id: root.rootId,
    parent_id: root.messageId,
    message_id: reply.messageId,
    user_id: await createUser(db, 'default'),
    token,
    ownToken: own.token,
    id: randomUUID(),
    path: 'nothing',
  };
}

/** Lets somebody take part who then can be removed. */
export function admitNewcomer({ db, services: { events } }: Rustygpt, { conversationId, owner }: Place, userId: string): Promise<void> {
  return addParticipant(db, events, owner, { conversationId, userId, role: 'viewer' });
}
