import type { DirectoryUser } from '../../../domain/directory/directory.ts';
import type { Profile } from '../../../generated/general-bots/types.ts';

/** A name that the directory has not is absent. */
export function toProfile({ id, username, email, firstName, lastName, createdAt }: DirectoryUser): Profile {
  return {
    id,
    username,
    email,
    ...(firstName !== '' && { first_name: firstName }),
    ...(lastName !== '' && { last_name: lastName }),
    created_at: createdAt.toISOString(),
  };
}
