import { createDiscussion } from '../../../domain/participant/create-discussion.ts';
import { openCookieSession } from '../../../domain/cookie-session/open-cookie-session.ts';
import type { FreshSession } from '../../../domain/cookie-session/cookie-session.ts';
import type { Fixture } from '../../../conformance/verify/supply.ts';
import type { ContractTarget } from '../contract-target.ts';
import type { StartOptions } from '../start-service.ts';
import { password, type Person, type Rustygpt, startRustygpt } from './rustygpt.ts';
import { admitNewcomer, givenThings, type Things } from './situation.ts';

/** A session for each request: what is verified ends some of them, and rotates others. */
function sessionsOf({ db, services: { cookieSessions } }: Rustygpt, { userId }: Person) {
  let opened: Promise<FreshSession>;
  const open = () => {
    opened = openCookieSession(db, { ...cookieSessions, perUser: 0 }, { userId, client: { address: '' } });
    return opened;
  };
  const csrf = async () => (await opened).secrets.csrfToken;
  return { session: async () => (await open()).secrets.token, csrfCookie: csrf, csrfToken: csrf };
}

/** Everything but signing in through others, setting up and limits: one person owns what the fixtures are about, and administers the service. */
export async function startConversations(options?: StartOptions) {
  const service = await startRustygpt(options);
  const { db } = service;
  const [ada, stranger] = [await service.signUp('admin'), await service.signUp()];
  const owner = { kind: 'account', tenantId: 'default', userId: ada.userId } as const;
  const place = { owner, conversationId: await createDiscussion(db, owner, { title: 'Tea' }) };
  const at = (make: (things: Things) => Fixture) => async () => make(await givenThings(service, place, ada));
  const path = (...names: (keyof Things)[]) => (things: Things) => ({ path: Object.fromEntries(names.map((name) => [name, things[name]])) });
  const inConversation = at(path('conversation_id'));
  const onMessage = at(path('message_id'));
  const inThread = at(path('root_id'));
  const content = { content: 'Hello' };
  const nothing = () => ({});
  const fixtures = {
    getSetup: nothing,
    logIn: () => ({ body: { email: ada.email, password } }),
    logOut: nothing,
    refreshSession: nothing,
    getMe: nothing,
    startGithubLogin: nothing,
    startAppleLogin: nothing,
    createConversation: () => ({ body: { title: 'Tea', is_group: true } }),
    addParticipant: at(({ conversation_id, user_id }) => ({ path: { conversation_id }, body: { user_id, role: 'member' } })),
    removeParticipant: async () => {
      const { conversation_id, user_id } = await givenThings(service, place, ada);
      await admitNewcomer(service, place, user_id);
      return { path: { conversation_id, user_id } };
    },
    createInvite: at(({ conversation_id }) => ({ path: { conversation_id }, body: { email: 'grace@example.com', role: 'viewer' } })),
    acceptInvite: at(({ ownToken }) => ({ body: { token: ownToken } })),
    revokeInvite: at(path('token')),
    listThreads: inConversation,
    getUnread: inConversation,
    getThreadTree: inThread,
    postRoot: at(({ conversation_id }) => ({ path: { conversation_id }, body: content })),
    postReply: at(({ parent_id }) => ({ path: { parent_id }, body: content })),
    listChunks: onMessage,
    markThreadRead: at(({ root_id }) => ({ path: { root_id }, body: {} })),
    deleteMessage: onMessage,
    restoreMessage: onMessage,
    editMessage: at(({ message_id }) => ({ path: { message_id }, body: content })),
    cancelAnswer: onMessage,
    setTyping: at(({ conversation_id, root_id }) => ({ body: { conversation_id, root_id, seconds: 1 } })),
    sendHeartbeat: nothing,
    streamConversation: at(({ conversation_id }) => ({ path: { conversation_id }, query: { since: '0' } })),
    listModels: nothing,
    createChatCompletion: () => ({ body: { model: 'gpt-4', messages: [{ role: 'user', ...content }] } }),
    getHealth: nothing,
    getReadiness: nothing,
    getMetrics: nothing,
    getOpenapiJson: nothing,
    getOpenapiYaml: nothing,
  };
  const strangers = sessionsOf(service, stranger);
  const target = { baseUrl: service.url, credentials: sessionsOf(service, ada), strangers, fixtures, close: () => service.close() };
  return { service, ...(target satisfies ContractTarget) };
}
