import type { ParticipantRole } from '../participant/participant.ts';

/** How long an invite holds unless its maker says otherwise. */
export const defaultInviteSeconds = 86_400;

/** An invite as the database has it. */
export interface Invite {
  readonly conversationId: string;
  readonly email: string;
  readonly role: ParticipantRole;
  readonly isExpired: boolean;
  readonly isAccepted: boolean;
  readonly isRevoked: boolean;
}
