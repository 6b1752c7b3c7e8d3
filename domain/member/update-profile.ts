import type { MemberActor } from '../actor.ts';
import type { Directory, DirectoryUser, ProfileChanges } from '../directory/directory.ts';

/** Changes the actor's own profile in the directory, all or nothing; nothing of it is kept here. Throws `email_taken` or `invalid_input`. */
export function updateProfile(directory: Directory, actor: MemberActor, changes: ProfileChanges): Promise<DirectoryUser> {
  return directory.updateUser(actor.subject, changes);
}
