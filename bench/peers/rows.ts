import { SQL, type SQLStatement } from 'sql-template-strings';

/** One table, the same statements for every server. */
export interface Row {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly price: number;
  readonly in_stock: boolean;
  readonly added_at: string;
}

const columns = `id, name, description, price::float8, in_stock, to_char(added_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as added_at`;

export const createRows = `
  create table rows as
  select number as id, 'Garden chair ' || number as name, 'A chair for the garden that may stay outside in the rain.' as description,
    49.9 as price, number % 3 <> 0 as in_stock, timestamptz '2026-05-04 10:20:30Z' as added_at
  from generate_series(1, 1000) as number;
  alter table rows add primary key (id)`;

export function selectRow(id: number): SQLStatement {
  return SQL`select `.append(columns).append(SQL` from rows where id = ${id}`).setName('select_row');
}

/** The database works on it, or waits, for five milliseconds: the connections of the pool are what is short. */
export function selectSlowRow(id: number): SQLStatement {
  return SQL`select `.append(columns).append(SQL` from rows, pg_sleep(0.005) where id = ${id}`).setName('select_slow_row');
}
