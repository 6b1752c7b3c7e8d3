import { NotImplemented } from 'specwright/runtime';
import type { DeleteLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** DELETE /api/admin/limits/profiles/{id}: Delete a profile */
export const deleteLimitProfile: DeleteLimitProfile<Context> = () => {
  throw new NotImplemented('deleteLimitProfile');
};
