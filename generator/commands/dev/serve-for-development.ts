import { createServer, type AddressInfo } from 'node:net';
import { readDevelopment, type Demand, type Report } from './development.ts';
import { MockAnswers, type ReadJson } from './mock-answers.ts';
import { lacksHandlers, withMocks, type DevelopedService, type Parts } from './with-mocks.ts';

interface Settings {
  readonly port: number;
  readonly host?: string;
  readonly sharePort?: boolean | 'hand-over';
}

interface Options {
  readonly settings: Settings;
}

interface Running {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** `serve` of `specwright/runtime`, as far as it matters here. */
export type Serve = (service: DevelopedService, options: Options) => Promise<Running>;

const running: Running[] = [];

/**
 * What `specwright/runtime` exports as `serve` under `specwright dev`: the same, but the port may be shared with the process before
 * or after, and operations without a handler are answered from the contract.
 */
export function serveForDevelopment(serve: Serve, { grant, parseWithIntegers }: Pick<Parts, 'grant'> & { readonly parseWithIntegers: ReadJson }): Serve {
  const { root, ports, isFirst } = readDevelopment();
  process.on('message', (demand: Demand) => void (demand.kind === 'drain' && drain()));
  process.channel?.unref();
  return async (service, options) => {
    const { name } = service.contract;
    const asked = { ...options.settings, port: options.settings.port || (ports[name] ?? 0) };
    // A port that somebody else has must not be shared with them by accident: the plain way says so.
    const free = isFirst ? await freePort(asked) : asked.port;
    const settings = { ...asked, port: free ?? asked.port, sharePort: free === undefined ? false : ('hand-over' as const) };
    const answers = new MockAnswers(root, name, parseWithIntegers);
    const served = await serve(withMocks(service, { answers, grant }), { ...options, settings });
    running.push(served);
    tell({ kind: 'listening', service: name, url: served.url, port: served.port });
    if (lacksHandlers(service)) setImmediate(() => answers.prepare());
    return served;
  };
}

/** The port itself, or for 0 any free one, which uWebSockets.js would not share; undefined where somebody listens. */
function freePort({ port, host = '127.0.0.1' }: Settings): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

/** The services first, which finish what they have begun; then whatever else the program stops at a signal. */
async function drain(): Promise<void> {
  const closing = running.map((service) => service.close());
  tell({ kind: 'draining' });
  await Promise.all(closing);
  process.kill(process.pid, 'SIGTERM');
}

function tell(report: Report): void {
  process.send?.(report);
}
