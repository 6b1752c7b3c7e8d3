import { findMissing } from '../../../domain/installation/find-missing.ts';
import type { GetReadiness } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /readyz: Whether the service can work */
export const getReadiness: GetReadiness<Context> = async ({ db }) => {
  const missing = await findMissing(db);
  if (missing.length === 0) return { status: 200, body: { ready: true } };
  return { status: 503, contentType: 'application/json', headers: { 'cache-control': 'no-store', 'retry-after': 1 }, body: { ready: false, missing } };
};
