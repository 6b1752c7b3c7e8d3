import type { Reply, Violation } from 'specwright/runtime';
import type { OperationId } from './operation-id.ts';
import { refuse } from './refuse.ts';

/** An input with a text of its own for its absence. */
interface Named {
  readonly pointers: readonly string[];
  readonly msg: string;
}

const credentials: Named = { pointers: ['/email', '/password'], msg: 'Missing email/password parameter' };
const agent: Named = { pointers: ['/agent_id'], msg: 'Missing agent_id parameter' };
const chat: Named = { pointers: ['/chat_id'], msg: 'Missing chat id' };

const named: { readonly [Id in OperationId]?: Named } = {
  registerUser: credentials,
  logIn: credentials,
  authorizeChat: chat,
  authorizeChatMessage: chat,
  getChat: chat,
  deleteChat: chat,
  createChat: { pointers: ['/workspace_id'], msg: 'Missing workspace id' },
  addWorkspaceAgent: agent,
  removeWorkspaceAgent: agent,
  renameWorkspace: { pointers: ['/name'], msg: 'Missing name parameter' },
};

/** An input that breaks the contract: the reference's text where something is missing, else every violation. */
export function invalidRequest(violations: readonly Violation[], operationId: OperationId | undefined): Reply {
  if (operationId === 'downloadAgent' || operationId === 'installAgent') return { status: 400, body: { error: downloadError(violations) } };
  const input = operationId && named[operationId];
  if (input && violations.some((violation) => isMissing(violation, input.pointers))) return refuse(400, input.msg);
  const errors = violations.map(({ in: part, pointer, message }) => ({ in: part, pointer, message }));
  return { status: 400, body: { msg: 'Invalid request', errors } };
}

function downloadError(violations: readonly Violation[]): string {
  if (violations.some((violation) => isMissing(violation, ['/query']))) return "Missing param 'query'";
  const wrong = ['query', 'version'].find((name) => violations.some(({ pointer }) => pointer === `/${name}`));
  return wrong === undefined ? 'Invalid request' : `Invalid param '${wrong}'`;
}

/** What is empty counts as missing. */
function isMissing({ pointer, keyword }: Violation, pointers: readonly string[]): boolean {
  return pointers.includes(pointer) && (keyword === 'required' || keyword === 'minLength');
}
