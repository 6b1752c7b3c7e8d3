import type { ChannelPublishers } from '../../../generated/general-bots/channel-types.ts';
import { localAnswers } from './local-answers.ts';
import { topics } from './topics.ts';

/** Tells everybody who hears a bot session that it is over, and stops what is being said in it. */
export function closeBotSession(channels: ChannelPublishers, sessionId: string): void {
  localAnswers(channels).find(sessionId)?.stop();
  channels.chat.publish(topics.session(sessionId), 'status', { session_id: sessionId, status: 'ended' });
}
