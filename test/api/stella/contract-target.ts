import { MemoryRateLimiter, type RateLimiter } from 'specwright/runtime';
import { zip } from '../../domain/given/zip.ts';
import type { ContractTarget } from '../contract-target.ts';
import { openRoom, type Room } from './chat/room.ts';
import { startPackageService } from './package-service.ts';
import { addChat, addWorkspace, startStella } from './stella.ts';

/** Whoever tries everything comes from one network address, and has no time to wait. */
function patientLimiter(): RateLimiter {
  const limiter = new MemoryRateLimiter();
  return { take: (key, limit, windowSeconds, cost) => limiter.take(key, limit * 1000, windowSeconds, cost) };
}

/** One person owns what all fixtures are about. */
export async function startContractTarget() {
  const packages = await startPackageService();
  packages.respond = (response) => response.end(zip([{ name: 'main.py', content: 'print()' }]));
  const stella = await startStella({ services: { packages: packages.settings }, settings: { rateLimiter: patientLimiter() } });
  const [ada, bob] = [await stella.signUp(), await stella.signUp()];
  const chat = async () => ({ query: { chat_id: await addChat(ada) } });
  const workspace = async () => ({ path: { workspace_id: await addWorkspace(ada) } });
  const agentChange = async () => ({ ...(await workspace()), body: { agent_id: 'stella_coordinator_agent' } });
  let accounts = 0;
  let room: Room | undefined;
  const fixtures = {
    registerUser: () => ({ body: { email: `fixture-${++accounts}@example.com`, password: ada.password } }),
    logIn: () => ({ body: { email: ada.email, password: ada.password } }),
    getUser: () => ({}),
    updateUser: () => ({ body: {} }),
    authorizeChat: chat,
    authorizeChatMessage: chat,
    getChat: chat,
    createChat: async () => ({ query: { workspace_id: await addWorkspace(ada) } }),
    deleteChat: chat,
    listWorkspaces: () => ({}),
    createWorkspace: () => ({ body: { name: 'Fixture' } }),
    getWorkspace: workspace,
    deleteWorkspace: workspace,
    listWorkspaceChats: workspace,
    addWorkspaceAgent: agentChange,
    removeWorkspaceAgent: agentChange,
    renameWorkspace: async () => ({ ...(await workspace()), body: { name: 'Renamed' } }),
    downloadAgent: () => ({ query: { query: 'agentName' } }),
    installAgent: () => ({ query: { query: 'agentName', version: '1.2.3' } }),
    ping: () => ({}),
  };
  const channels = {
    chat: async () => {
      room = await openRoom(ada);
      return { query: { chat_id: room.chatId, connection_string: await room.connectionString() } };
    },
    receiveChatMessage: async () => ({ body: { message: 'What can you do?', chat_id: room?.chatId ?? '', message_string: (await room?.messageString()) ?? '' } }),
  };
  const close = async () => {
    await stella.close();
    await packages.close();
  };
  return { baseUrl: stella.url, credentials: { accessToken: ada.token }, strangers: { accessToken: bob.token }, fixtures, channels, close } satisfies ContractTarget;
}
