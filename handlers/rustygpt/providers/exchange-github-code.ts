import { NotImplemented } from 'specwright/runtime';
import type { ExchangeGithubCode } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/oauth/github/manual: Exchange a code of GitHub by hand */
export const exchangeGithubCode: ExchangeGithubCode<Context> = () => {
  throw new NotImplemented('exchangeGithubCode');
};
