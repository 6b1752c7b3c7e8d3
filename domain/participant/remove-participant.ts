import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { requireRotation } from '../cookie-session/require-rotation.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { findPresence, presenceUpdated } from '../presence/presence.ts';
import { requireRank } from './add-participant.ts';
import { findRole, keepAnOwner, lockMembership, type Member } from './membership.ts';
import { membershipChanged } from './participant.ts';
import { requireParticipant } from './require-participant.ts';

/**
 * Ends somebody's part in a conversation, which everybody may do for themselves. Throws `conversation_not_found`, `forbidden`,
 * `participant_not_found` or `last_owner`.
 */
export function removeParticipant(db: Database, feed: EventFeed, actor: AccountActor, member: Member): Promise<void> {
  const { conversationId, userId } = member;
  return tellEvents(db, feed, async (tx, tell) => {
    await lockMembership(tx, conversationId);
    const own = await requireParticipant(tx, actor, { conversationId, right: userId === actor.userId ? 'read' : 'manage' });
    const role = await findRole(tx, member);
    if (role === undefined) throw new DomainError('participant_not_found', 'This user does not take part in the conversation.');
    requireRank(own, role);
    if (role === 'owner') await keepAnOwner(tx, member);
    await tx.query(SQL`
      update participants
      set left_at = clock_timestamp()
      where conversation_id = ${conversationId} and user_id = ${userId}
    `.setName('remove_participant'));
    await requireRotation(tx, userId);
    tell(conversationId, membershipChanged({ userId, action: 'removed' }));
    tell(conversationId, presenceUpdated({ ...(await findPresence(tx, userId)), status: 'offline' }));
  });
}
