import type { AccountActor } from '../actor.ts';
import type { Database, Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { type Tell, tellEvents } from '../event/tell-events.ts';
import { admit, findRole, keepAnOwner, lockMembership, type Member, requireUser, setRole } from './membership.ts';
import { membershipChanged, outranks, type ParticipantRole } from './participant.ts';
import { requireParticipant } from './require-participant.ts';

export interface AddInput extends Member {
  readonly role: ParticipantRole;
}

/**
 * Lets a user take part, or gives one who does another role. Throws `conversation_not_found`, `forbidden` (also for a role above the
 * actor's own, given or taken), `user_not_found`, `already_participant` (with this role) or `last_owner`.
 */
export function addParticipant(db: Database, feed: EventFeed, actor: AccountActor, input: AddInput): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    await lockMembership(tx, input.conversationId);
    const own = await requireParticipant(tx, actor, { ...input, right: 'manage' });
    requireRank(own, input.role);
    await requireUser(tx, actor, input.userId);
    const present = await findRole(tx, input);
    if (present === undefined) return admit(tx, tell, input, input.role);
    requireRank(own, present);
    await changeRole(tx, tell, input, present);
  });
}

async function changeRole(tx: Queryable, tell: Tell, { role, ...member }: AddInput, present: ParticipantRole): Promise<void> {
  if (present === role) throw new DomainError('already_participant', 'This user takes part already, with this role.');
  if (present === 'owner') await keepAnOwner(tx, member);
  await setRole(tx, member, role);
  tell(member.conversationId, membershipChanged({ userId: member.userId, role, action: 'role-updated' }));
}

/** Throws `forbidden` for a role that is above one's own. */
export function requireRank(own: ParticipantRole, role: ParticipantRole): void {
  if (!outranks(own, role)) throw new DomainError('forbidden', `Somebody with the role ${own} decides nothing about the role ${role}.`);
}
