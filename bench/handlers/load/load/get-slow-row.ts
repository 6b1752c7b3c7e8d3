import type { GetSlowRow } from '../../../generated/load/operations.ts';
import { readRow } from '../../../peers/read-row.ts';
import { selectSlowRow } from '../../../peers/rows.ts';
import type { Context } from '../context.ts';

/** GET /slow-rows/{row_id}: One row that the database takes five milliseconds for */
export const getSlowRow: GetSlowRow<Context> = async ({ db, path }) => ({ status: 200, body: await readRow(db, selectSlowRow(path.row_id)) });
