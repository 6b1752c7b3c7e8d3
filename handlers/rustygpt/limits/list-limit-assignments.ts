import { NotImplemented } from 'specwright/runtime';
import type { ListLimitAssignments } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/admin/limits/assignments: List the assignments */
export const listLimitAssignments: ListLimitAssignments<Context> = () => {
  throw new NotImplemented('listLimitAssignments');
};
