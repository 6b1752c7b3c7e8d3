import { isAdministrator, type MemberActor } from '../actor.ts';
import type { Directory, GroupPage } from '../directory/directory.ts';

/** A page of the groups that the actor may see: administrators all, everybody else those they are in. */
export function listGroups(
  directory: Directory,
  actor: MemberActor,
  { limit, offset }: { limit: number; offset: number },
): Promise<GroupPage> {
  const ids = isAdministrator(actor) ? undefined : actor.groupIds;
  return directory.listGroups({ ids, limit, offset });
}
