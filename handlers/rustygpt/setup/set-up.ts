import { setUp as createAdministrator } from '../../../domain/installation/set-up.ts';
import type { SetUp } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/setup: Create the first administrator */
export const setUp: SetUp<Context> = async ({ body, db }) => {
  await createAdministrator(db, body);
  return { status: 200 };
};
