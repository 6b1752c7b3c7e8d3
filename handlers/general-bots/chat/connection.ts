import type { MemberActor } from '../../../domain/actor.ts';
import { openAgentSession } from '../../../domain/agent-session/open-agent-session.ts';
import { requireOpenAgentSession } from '../../../domain/agent-session/require-agent-session.ts';
import type { PermittedAgent } from '../../../domain/agent/permitted-agent.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ChatClose, ChatConnection, ChatOpen } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import { toSuggestion } from '../to-api/to-suggestion.ts';
import { findElsewhere, resume } from './resume.ts';
import { signedOut, topics } from './topics.ts';

export { problem } from './problem.ts';

/** What is kept as long as a connection is open. */
export interface State {
  /** As the directory said last. */
  actor: MemberActor;
  /** The connection's own bot session. */
  readonly sessionId: string | undefined;
  /** Kept once everything that was missed has been sent. */
  readonly caughtUp: Promise<void>;
}

export type Connection = ChatConnection<Context, State>;

/** The bot session that a connection was opened for. */
export interface Own {
  readonly sessionId: string;
  readonly agent: PermittedAgent;
  readonly isResumed: boolean;
}

export const open: ChatOpen<Context, State> = async (connection, context) => {
  const { actor, query } = connection;
  if (!actor) throw new Error('The contract lets nobody in without a session.');
  if (query.user_id !== undefined && query.user_id !== actor.subject) throw new DomainError('forbidden', 'The user_id is somebody else’s.');
  endWithLogin(connection, actor);
  const own = await findOwn(connection, actor, context.db);
  const elsewhere = own && (await findElsewhere(context, actor, own));
  greet(connection, actor, own);
  const { caughtUp } = own ? await resume(connection, context, { actor, own, elsewhere }) : { caughtUp: Promise.resolve() };
  return { actor, sessionId: own?.sessionId, caughtUp };
};

/** What was begun goes on without its reader. */
export const close: ChatClose<Context, State> = () => undefined;

/** At its end at the latest, or as soon as it is ended anywhere. */
function endWithLogin(connection: Connection, { loginId, expiresAt }: MemberActor): void {
  connection.subscribe(topics.login(loginId));
  const timer = setTimeout(() => connection.close(signedOut.code, signedOut.reason), expiresAt.getTime() - Date.now());
  connection.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

async function findOwn({ query }: Connection, actor: MemberActor, db: Context['db']): Promise<Own | undefined> {
  if (query.session_id !== undefined) {
    const { session, agent } = await requireOpenAgentSession(db, actor, { sessionId: query.session_id });
    return { sessionId: session.id, agent, isResumed: true };
  }
  if (query.bot_name === undefined) return undefined;
  return { ...(await openAgentSession(db, actor, { agent: query.bot_name })), isResumed: false };
}

function greet(connection: Connection, actor: MemberActor, own: Own | undefined): void {
  connection.send('connected', {
    session_id: own?.sessionId ?? null,
    user_id: actor.subject,
    bot_id: own?.agent.id ?? null,
    message: own ? `You are talking to ${own.agent.name}.` : 'Name a session_id in each message.',
    tools: [],
    resumed: own?.isResumed ?? false,
  });
  if (own && own.agent.suggestions.length > 0)
    connection.send('suggestion', { session_id: own.sessionId, suggestions: own.agent.suggestions.map(toSuggestion) });
}
