import { NotImplemented } from 'specwright/runtime';
import type { CreateLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/admin/limits/profiles: Create a profile */
export const createLimitProfile: CreateLimitProfile<Context> = () => {
  throw new NotImplemented('createLimitProfile');
};
