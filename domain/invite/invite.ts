import type { ParticipantRole } from '../participant/participant.ts';

/** How long an invite holds unless its maker says otherwise. */
export const defaultInviteSeconds = 86_400;

/** Random bytes of a token: short enough to be passed on by hand, long enough that nobody guesses it. */
export const inviteTokenBytes = 24;

/** An invite as the database has it. */
export interface Invite {
  readonly conversationId: string;
  readonly email: string;
  readonly role: ParticipantRole;
  readonly isExpired: boolean;
  readonly isAccepted: boolean;
  readonly isRevoked: boolean;
}
