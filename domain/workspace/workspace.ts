/** A user's own place with chosen agents and its conversations. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** In the order in which they were added. */
  readonly agentIds: readonly string[];
  /** The conversation that was connected to last. */
  readonly lastConversationId: string | null;
}

/** What every statement reads that returns a Workspace; the table is `w`. */
export const workspaceColumns = `
  w.id,
  w.name,
  w.owner_id as "ownerId",
  array(
    select a.agent_id
    from workspace_agents a
    where a.workspace_id = w.id
    order by a.added_at, a.agent_id
  ) as "agentIds",
  (
    select c.conversation_id
    from workspace_conversations c
    where c.workspace_id = w.id and c.opened_at is not null
    order by c.opened_at desc
    limit 1
  ) as "lastConversationId"`;
