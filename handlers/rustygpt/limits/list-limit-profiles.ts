import { NotImplemented } from 'specwright/runtime';
import type { ListLimitProfiles } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/admin/limits/profiles: List the profiles */
export const listLimitProfiles: ListLimitProfiles<Context> = () => {
  throw new NotImplemented('listLimitProfiles');
};
