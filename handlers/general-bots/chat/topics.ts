import type { ChannelPublishers } from '../../../generated/general-bots/channel-types.ts';

/** What connections subscribe to; a topic reaches them on whichever node they are. */
export const topics = {
  /** Everybody who hears a bot session. */
  session: (sessionId: string): string => `session:${sessionId}`,
  /** Every connection that a sign-in opened. */
  login: (loginId: string): string => `login:${loginId}`,
};

/** The close code of a connection whose sign-in is over. */
export const signedOut = { code: 4401, reason: 'unauthorized' } as const;

/** Closes the connections of a sign-in that is over. */
export function closeLogin(channels: ChannelPublishers, loginId: string): void {
  channels.chat.disconnect(topics.login(loginId), signedOut);
}
