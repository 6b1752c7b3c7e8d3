import type { ChatQuery } from '../../../generated/general-bots/types.ts';
import type { BotMessage } from '../../../generated/general-bots/types.ts';
import { createClient, type ServiceClient } from '../../../generated/general-bots/client/index.ts';
import type { Person } from './general-bots.ts';

/** A connection to `/ws` by the generated client. */
export type Line = Awaited<ReturnType<ServiceClient['chat']['connect']>>;

/** Connects somebody, to this or another node. */
export function talk({ url }: { readonly url: string }, { token }: Person, query: ChatQuery = {}): Promise<Line> {
  return createClient({ baseUrl: url, credentials: { sessionToken: token } }).chat.connect({ query });
}

/** An answer with all its frames, from the first piece or sign of thinking to the end. */
export interface WholeAnswer {
  readonly frames: readonly BotMessage[];
  readonly text: string;
  readonly end: BotMessage;
}

/** Waits for the next answer to end. */
export async function hearAnswer(line: Line): Promise<WholeAnswer> {
  const frames: BotMessage[] = [];
  for (;;) {
    const frame = await line.once('message');
    frames.push(frame);
    if (frame.is_complete) return { frames, text: frames.map(({ content }) => content).join(''), end: frame };
  }
}
