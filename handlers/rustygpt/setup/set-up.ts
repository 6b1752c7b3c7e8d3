import { NotImplemented } from 'specwright/runtime';
import type { SetUp } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/setup: Create the first administrator */
export const setUp: SetUp<Context> = () => {
  throw new NotImplemented('setUp');
};
