import { NotImplemented } from 'specwright/runtime';
import type { SetTyping } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/typing: Say that one is typing */
export const setTyping: SetTyping<Context> = () => {
  throw new NotImplemented('setTyping');
};
