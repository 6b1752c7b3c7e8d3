import { NotImplemented } from 'specwright/runtime';
import type { DeleteLimitAssignment } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** DELETE /api/admin/limits/assignments/{id}: Take a profile off a route */
export const deleteLimitAssignment: DeleteLimitAssignment<Context> = () => {
  throw new NotImplemented('deleteLimitAssignment');
};
