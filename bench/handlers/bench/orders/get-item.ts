import type { GetItem } from '../../../generated/bench/operations.ts';
import { item } from '../../../peers/order.ts';
import type { Context } from '../context.ts';

/** GET /items/{item_id}: A typed GET of about 300 bytes */
export const getItem: GetItem<Context> = ({ path, query }) => ({ status: 200, body: item(path.item_id, query.limit, query.tag ?? []) });
