import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Agent } from '../agent/agent.ts';
import type { Assistant, Prompt } from '../assistant/assistant.ts';
import { type AnswerEvent, giveAnswer } from '../assistant/give-answer.ts';
import { releaseAnswer } from '../conversation/running-answer.ts';
import type { Database, Queryable } from '../database/database.ts';
import { readHistory } from '../message/read-history.ts';
import { requireChat } from './require-chat.ts';

export interface AnswerChatInput {
  readonly conversationId: string;
  /** From `sendMessage`. */
  readonly answerId: string;
  /** The user's message, from `sendMessage`. */
  readonly messageId?: string;
  readonly signal: AbortSignal;
}

/** How many turns the assistant is shown. */
const promptTurns = 50;

/**
 * Streams the answer to the message that was sent last, appends it to the chat and frees the chat, whatever happens. Throws
 * `conversation_not_found` or `not_owner`, and what the assistant throws.
 */
export async function* answerChat(
  db: Database,
  assistant: Assistant,
  actor: AccountActor,
  input: AnswerChatInput,
): AsyncGenerator<AnswerEvent> {
  const prompt = await preparePrompt(db, actor, input);
  yield* giveAnswer(db, assistant, { ...input, parentId: input.messageId, prompt });
}

/** A failure here comes before the answer and its cleaning up, so the chat is freed here. */
async function preparePrompt(db: Database, actor: AccountActor, { conversationId, answerId }: AnswerChatInput): Promise<Prompt> {
  try {
    const { workspaceId } = await requireChat(db, actor, conversationId);
    const messages = await readHistory(db, conversationId, { last: promptTurns });
    return { ...describeAgents(await findWorkspaceAgents(db, workspaceId)), messages, tools: [] };
  } catch (error) {
    await releaseAnswer(db, conversationId, answerId).catch(() => undefined);
    throw error;
  }
}

/** Those that are in the registry. */
function findWorkspaceAgents(db: Queryable, workspaceId: string): Promise<Agent[]> {
  return db.query<Agent>(SQL`
    select a.id, a.name, a.description, a.version
    from workspace_agents wa
    join workspaces w on w.id = wa.workspace_id
    join agents a on a.tenant_id = w.tenant_id and a.id = wa.agent_id
    where wa.workspace_id = ${workspaceId}
    order by wa.added_at, a.id
  `.setName('find_workspace_agents'));
}

const welcome = {
  name: 'the welcome assistant',
  instructions: 'You welcome the user and explain that agents can be added to this workspace.',
};

/** One agent speaks for itself, several through a coordinator; a workspace without any is welcomed. */
function describeAgents(agents: readonly Agent[]): Pick<Prompt, 'name' | 'instructions'> {
  const [only, ...others] = agents;
  if (!only) return welcome;
  if (others.length === 0) return { name: only.name, instructions: `You are ${only.name}. ${only.description}` };
  const team = agents.map(({ name, description }) => `${name}: ${description}`).join('\n');
  return { name: 'the coordinator', instructions: `You coordinate these agents and answer for all of them.\n${team}` };
}
