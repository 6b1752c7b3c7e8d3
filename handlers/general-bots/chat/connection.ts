import { NotImplemented } from 'specwright/runtime';
import type { ChatClose, ChatOpen, ChatProblem } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';

/** What the handlers of this channel keep for as long as a connection is open. */
export type State = Record<string, never>;

/** A new connection: its state, or why it is refused. */
export const open: ChatOpen<Context, State> = () => {
  throw new NotImplemented('chat');
};

/** The connection is gone. */
export const close: ChatClose<Context, State> = () => undefined;

/** A message that reached no handler, or whose handler threw. */
export const problem: ChatProblem<Context, State> = ({ code }) => ({ close: { code: 1008, reason: code } });
