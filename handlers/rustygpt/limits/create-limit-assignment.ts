import { NotImplemented } from 'specwright/runtime';
import type { CreateLimitAssignment } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/admin/limits/assignments: Assign a profile to a route */
export const createLimitAssignment: CreateLimitAssignment<Context> = () => {
  throw new NotImplemented('createLimitAssignment');
};
