import type { OperationRow, RouteRow } from './contract.ts';

/** All of an operation. */
export async function loadRow(row: OperationRow | RouteRow): Promise<OperationRow> {
  if (!('load' in row)) return row;
  const { parts } = await row.load();
  return { ...row, ...parts };
}
