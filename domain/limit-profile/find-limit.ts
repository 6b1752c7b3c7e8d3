import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import { type CellRate, type LimitParams, toCellRate } from './limit-profile.ts';
import { matchesRoute } from './matches-route.ts';

/** The limit of a route, by the name of its profile. */
export interface RouteLimit extends CellRate {
  readonly profile: string;
  /** Whose counts are kept apart from those of other assignments of the profile. */
  readonly assignmentId: string;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly pathPattern: string;
  readonly params: LimitParams;
}

/**
 * The first assignment that means a request; undefined where none does. Read for each request, so that what an administrator changes
 * counts at once on every node; there are few.
 */
export async function findLimit(db: Queryable, { method, path }: { method: string; path: string }): Promise<RouteLimit | undefined> {
  const rows = await db.query<Row>(SQL`
    select a.id, p.name, a.path_pattern as "pathPattern", p.params
    from limit_assignments a
    join limit_profiles p on p.id = a.profile_id
    where a.method = ${method.toUpperCase()} and p.algorithm = 'gcra'
    order by a.sequence
  `.setName('find_limit'));
  const row = rows.find(({ pathPattern }) => matchesRoute(pathPattern, path));
  return row && { profile: row.name, assignmentId: row.id, ...toCellRate(row.params) };
}
