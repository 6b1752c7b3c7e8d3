import type { SQLStatement } from 'sql-template-strings';
import { only, type Database } from '../../domain/database/database.ts';
import type { Row } from './rows.ts';

export function readRow(db: Database | undefined, statement: SQLStatement): Promise<Row> {
  if (db === undefined) throw new Error('this server was started without a database');
  return only<Row>(db, statement);
}
