import { SQL } from 'sql-template-strings';
import type { Prompt, PromptMessage } from '../assistant/assistant.ts';
import { only, type Queryable } from '../database/database.ts';
import { idsOf } from './position.ts';
import type { StartedAnswer } from './start-answer.ts';

/** How many messages the assistant is shown. */
const promptMessages = 50;

/** What an answer is made from: the messages on the way from the root down to the one that is answered. */
export async function readThreadPrompt(db: Queryable, { messageId, conversationId }: StartedAnswer): Promise<Prompt> {
  const { path, title } = await only<{ path: string; title: string }>(db, SQL`
    select t.path::text as path, d.title
    from thread_messages t, discussions d
    where t.message_id = ${messageId} and d.conversation_id = ${conversationId}
  `.setName('find_path'));
  const ancestors = (idsOf(path) ?? []).slice(0, -1).slice(-promptMessages);
  const messages = await db.query<PromptMessage>(SQL`
    select m.role, m.content
    from messages m
    join thread_messages t on t.message_id = m.id
    where m.id = any(${ancestors}::uuid[]) and t.deleted_at is null and m.content <> ''
    order by t.depth
  `.setName('read_ancestors'));
  return {
    name: 'the assistant',
    instructions: `You are a helpful assistant who takes part in the conversation "${title}".`,
    messages,
    tools: [],
  };
}
