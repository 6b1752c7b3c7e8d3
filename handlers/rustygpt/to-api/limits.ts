import type { LimitAssignment } from '../../../domain/limit-profile/limit-assignment.ts';
import type { LimitProfile } from '../../../domain/limit-profile/limit-profile.ts';
import type * as types from '../../../generated/rustygpt/types.ts';

export function toProfile({ id, name, algorithm, params, description, createdAt, updatedAt }: LimitProfile): types.LimitProfile {
  const times = { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
  return { id, name, algorithm, params: { ...params }, description: description ?? undefined, ...times };
}

export function toAssignment({ id, profileId, profileName, method, pathPattern, createdAt, updatedAt }: LimitAssignment): types.LimitAssignment {
  return {
    id,
    profile_id: profileId,
    profile_name: profileName,
    method: method as types.LimitAssignment['method'],
    path_pattern: pathPattern,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}
