import type { MemberActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import type { Directory, DirectoryGroup } from '../directory/directory.ts';
import { forgetStanding } from '../login/forget-standing.ts';

/** Makes a group in the directory with the actor as its first member, or none at all. Throws `name_taken` or `invalid_input`. */
export async function createGroup(
  db: Database,
  directory: Directory,
  actor: MemberActor,
  group: { readonly name: string; readonly description?: string; readonly domain?: string },
): Promise<DirectoryGroup> {
  const created = await directory.createGroup({ ...group, ownerId: actor.subject });
  await forgetStanding(db, actor.userId);
  return created;
}
