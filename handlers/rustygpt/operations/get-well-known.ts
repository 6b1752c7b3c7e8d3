import type { GetWellKnown } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /.well-known/{path}: Read a well-known document */
export const getWellKnown: GetWellKnown<Context> = ({ path, services }) => {
  const document = services.wellKnown.get(path.path);
  if (!document) return { status: 404 };
  const { contentType, body } = document;
  return { status: 200, contentType, headers: { 'cache-control': 'max-age=3600, public' }, body: new TextEncoder().encode(body) };
};
