import { after } from 'node:test';
import { contractTests } from '../../../generated/stella/contract-tests.ts';
import { zip } from '../../domain/given/zip.ts';
import { startPackageService } from './package-service.ts';
import { addChat, addWorkspace, startStella, type Person } from './stella.ts';

const packageService = await startPackageService();
const stella = await startStella({ services: { packages: packageService.settings } });
after(async () => {
  await stella.close();
  await packageService.close();
});

packageService.respond = (response) => response.end(zip([{ name: 'main.py', content: 'print()' }]));

/** The person of the operation's fixture owns what the fixture is about, so all use one. */
const ada = await stella.signUp();

const chat = async (person: Person) => ({ query: { chat_id: await addChat(person) } });
const workspace = async (person: Person) => ({ path: { workspace_id: await addWorkspace(person) } });
const agentChange = async (person: Person) => ({ ...(await workspace(person)), body: { agent_id: 'stella_coordinator_agent' } });

contractTests({
  baseUrl: stella.url,
  credentials: { accessToken: ada.token },
  fixtures: {
    registerUser: () => ({ body: { email: 'fixture@example.com', password: ada.password } }),
    logIn: () => ({ body: { email: ada.email, password: ada.password } }),
    getUser: () => ({}),
    updateUser: () => ({ body: {} }),
    authorizeChat: () => chat(ada),
    authorizeChatMessage: () => chat(ada),
    getChat: () => chat(ada),
    createChat: async () => ({ query: { workspace_id: await addWorkspace(ada) } }),
    deleteChat: () => chat(ada),
    listWorkspaces: () => ({}),
    createWorkspace: () => ({ body: { name: 'Fixture' } }),
    getWorkspace: () => workspace(ada),
    deleteWorkspace: () => workspace(ada),
    listWorkspaceChats: () => workspace(ada),
    addWorkspaceAgent: () => agentChange(ada),
    removeWorkspaceAgent: () => agentChange(ada),
    renameWorkspace: async () => ({ ...(await workspace(ada)), body: { name: 'Renamed' } }),
    downloadAgent: () => ({ query: { query: 'agentName' } }),
    installAgent: () => ({ query: { query: 'agentName', version: '1.2.3' } }),
    ping: () => ({}),
  },
});
