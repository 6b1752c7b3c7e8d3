/** That a profile counts for a route. */
export interface LimitAssignment {
  readonly id: string;
  readonly profileId: string;
  readonly profileName: string;
  /** In upper case. */
  readonly method: string;
  /** `:name` and `*` stand for one segment, `/*` at the end for all below. */
  readonly pathPattern: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of an assignment `a` with its profile `p`, by their names here. */
export const assignmentColumns = `a.id, a.profile_id as "profileId", p.name as "profileName", a.method, a.path_pattern as "pathPattern",
  a.created_at as "createdAt", a.updated_at as "updatedAt"`;
