import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import type { Assistant } from '../assistant/assistant.ts';
import type { Queryable } from '../database/database.ts';
import type { Directory } from '../directory/directory.ts';
import { requireAdministrator } from './require-administrator.ts';
import type { SystemServices } from './system-services.ts';

export interface Component {
  readonly name: 'database' | 'directory' | 'redis' | 'language_model';
  readonly status: 'healthy' | 'down' | 'disabled';
  /** How long its answer took; absent where it is disabled. */
  readonly latencyMs?: number;
  /** What is wrong, or why it is disabled. */
  readonly message?: string;
}

export interface SystemState {
  /** `degraded`: something does not answer, but requests are served. */
  readonly status: 'healthy' | 'degraded' | 'down';
  readonly components: readonly Component[];
}

export interface CheckedServices {
  readonly directory: Directory;
  readonly assistant: Assistant;
  readonly system: SystemServices;
}

/** How long a component is waited for. */
const patienceMs = 5000;

/** Asks everything that the installation needs whether it is there, all at once. For administrators: throws `forbidden`. */
export async function checkSystem(db: Queryable, { directory, assistant, system }: CheckedServices, actor: MemberActor): Promise<SystemState> {
  requireAdministrator(actor);
  const components = await Promise.all([
    ask('database', async () => void (await db.query(SQL`select 1`.setName('is_reachable')))),
    ask('directory', () => directory.ping()),
    ask('redis', system.redis && (() => system.redis?.ping()), 'Not configured: limits are counted in this process.'),
    ask('language_model', assistant.ping && (() => assistant.ping?.()), 'Not configured: the built-in assistant answers.'),
  ]);
  return { status: judge(components), components };
}

type Ping = () => Promise<void> | undefined;

async function ask(name: Component['name'], ping: Ping | undefined, absence?: string): Promise<Component> {
  if (!ping) return { name, status: 'disabled', ...(absence !== undefined && { message: absence }) };
  const started = performance.now();
  const message = await findFault(ping);
  const latencyMs = Math.round((performance.now() - started) * 10) / 10;
  return message === undefined ? { name, status: 'healthy', latencyMs } : { name, status: 'down', latencyMs, message };
}

/** In words that tell nothing of addresses or credentials. */
async function findFault(ping: Ping): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, `No answer within ${patienceMs / 1000} seconds.`);
  });
  const answered = (async () => await ping())();
  try {
    return await Promise.race([tooLong, answered.then(() => undefined, () => 'It cannot be reached, or refuses to answer.')]);
  } finally {
    clearTimeout(timer);
  }
}

function judge(components: readonly Component[]): SystemState['status'] {
  const down = components.filter(({ status }) => status === 'down');
  if (down.length === 0) return 'healthy';
  return down.some(({ name }) => name === 'database') ? 'down' : 'degraded';
}
