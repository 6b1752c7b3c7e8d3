import type { MemberActor } from '../actor.ts';
import type { Directory, DirectoryUser } from '../directory/directory.ts';

/** The actor as the directory knows them now. Throws `user_not_found` when it does not any more. */
export function readProfile(directory: Directory, actor: MemberActor): Promise<DirectoryUser> {
  return directory.readUser(actor.subject);
}
