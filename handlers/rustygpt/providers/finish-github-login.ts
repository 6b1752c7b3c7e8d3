import { NotImplemented } from 'specwright/runtime';
import type { FinishGithubLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/oauth/github/callback: Come back from GitHub */
export const finishGithubLogin: FinishGithubLogin<Context> = () => {
  throw new NotImplemented('finishGithubLogin');
};
