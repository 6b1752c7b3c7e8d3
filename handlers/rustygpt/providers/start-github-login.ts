import { NotImplemented } from 'specwright/runtime';
import type { StartGithubLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/oauth/github: Begin to sign in with GitHub */
export const startGithubLogin: StartGithubLogin<Context> = () => {
  throw new NotImplemented('startGithubLogin');
};
