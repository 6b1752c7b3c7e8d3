import { NotImplemented } from 'specwright/runtime';
import type { FinishAppleLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/oauth/apple/callback: Come back from Apple */
export const finishAppleLogin: FinishAppleLogin<Context> = () => {
  throw new NotImplemented('finishAppleLogin');
};
