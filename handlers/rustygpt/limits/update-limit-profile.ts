import { NotImplemented } from 'specwright/runtime';
import type { UpdateLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** PUT /api/admin/limits/profiles/{id}: Change a profile */
export const updateLimitProfile: UpdateLimitProfile<Context> = () => {
  throw new NotImplemented('updateLimitProfile');
};
