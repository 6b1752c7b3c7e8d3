import type { GetRow } from '../../../generated/load/operations.ts';
import { readRow } from '../../../peers/read-row.ts';
import { selectRow } from '../../../peers/rows.ts';
import type { Context } from '../context.ts';

/** GET /rows/{row_id}: One row of a table */
export const getRow: GetRow<Context> = async ({ db, path }) => ({ status: 200, body: await readRow(db, selectRow(path.row_id)) });
