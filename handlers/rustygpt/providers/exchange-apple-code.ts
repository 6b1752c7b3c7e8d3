import { NotImplemented } from 'specwright/runtime';
import type { ExchangeAppleCode } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/oauth/apple/manual: Exchange a code of Apple by hand */
export const exchangeAppleCode: ExchangeAppleCode<Context> = () => {
  throw new NotImplemented('exchangeAppleCode');
};
