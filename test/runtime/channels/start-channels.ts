import { pino } from 'pino';
import { Background } from '../../../runtime/background.ts';
import { CheckSampler } from '../../../runtime/check-sampler.ts';
import { attachChannels, type Channels } from '../../../runtime/channels/attach-channels.ts';
import type { FanOut } from '../../../runtime/channels/fan-out/fan-out.ts';
import type { ChannelRow, RateLimitRow, SecuritySchemeRow } from '../../../runtime/contract.ts';
import { LoopWatch } from '../../../runtime/loop-watch.ts';
import { Metrics } from '../../../runtime/metrics/metrics.ts';
import { problemStatus } from '../../../runtime/problem-reply.ts';
import { MemoryRateLimiter } from '../../../runtime/rate-limit/memory-rate-limiter.ts';
import { openingLines } from '../../../runtime/response/opening-lines.ts';
import type { Load, Runtime } from '../../../runtime/runtime.ts';
import type { ChannelHandlers, Context, Credential, Problem, Refusal, Reply, SignIn } from '../../../runtime/service.ts';
import { resolveSettings, type Settings } from '../../../runtime/settings.ts';
import { listen } from '../../../runtime/socket/listen.ts';
import { loadSocketLibrary } from '../../../runtime/socket/load.ts';

export type TestHandlers<State = unknown> = ChannelHandlers<Context, Record<string, unknown>, State>;

export interface TestService {
  readonly channels: readonly { readonly row: ChannelRow; readonly handlers: TestHandlers }[];
  readonly settings?: Partial<Settings>;
  readonly fanOut?: FanOut;
  readonly callerRate?: RateLimitRow;
  readonly signIn?: SignIn<Context>;
}

export interface RunningChannels {
  readonly url: string;
  readonly port: number;
  readonly channels: Channels;
  readonly runtime: Runtime;
  /** What was logged, one object per line. */
  readonly logged: readonly Record<string, unknown>[];
  stop(): Promise<void>;
}

const securitySchemes: Record<string, SecuritySchemeRow> = { token: { kind: 'bearer', name: 'token' } };

/** Accepts `good`; refuses `bad` and `banned`; throws for `broken`. */
const tokens: SignIn<Context> = {
  token(credential: Credential): Promise<unknown> | Refusal {
    const token = credential.kind === 'bearer' ? credential.token : '';
    if (token === 'good') return Promise.resolve({ name: 'Ada' });
    if (token === 'banned') return { refused: 'forbidden', reason: 'banned', detail: 'You are banned.' };
    if (token === 'broken') throw new Error('the directory is down, password=hunter2');
    return { refused: 'unauthenticated', reason: 'unknown-token', detail: 'The token is unknown.' };
  },
};

function problems(problem: Problem): Reply | undefined {
  if (problem.code === 'thrown') return undefined;
  const violations = problem.code === 'invalid-request' ? { violations: problem.violations } : {};
  return { status: problemStatus[problem.code], body: { error: problem.code, ...violations } };
}

/** A service of channels only, on a free port. */
export async function startChannels({ channels, settings = {}, fanOut, callerRate, signIn = tokens }: TestService): Promise<RunningChannels> {
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) });
  const load: Load = { inFlight: 0, draining: false, onEnd: undefined, eventStreams: new Set() };
  const resolved = resolveSettings({ mode: 'test', port: 0, drainSeconds: 5, ...settings, ...(fanOut && { fanOut }) });
  const runtime: Runtime = {
    service: {
      contract: { name: 'rooms', title: 'Rooms', version: '1', operations: [], channels: channels.map(({ row }) => row), securitySchemes },
      handlers: {},
      channelHandlers: Object.fromEntries(channels.map(({ row, handlers }) => [row.name, handlers as never])),
      signIn,
      problems,
    },
    db: 'the database',
    services: 'the services',
    settings: resolved,
    opening: openingLines(resolved),
    log,
    requestLog: log,
    metrics: new Metrics('rooms', load),
    limiter: new MemoryRateLimiter(),
    loop: new LoopWatch(100),
    callerRate,
    load,
    checks: new CheckSampler(resolved),
    background: new Background(log),
    cors: undefined,
    publishers: {},
  };
  const app = loadSocketLibrary().App();
  const attached = attachChannels(app, runtime);
  runtime.publishers = attached.publishers;
  app.any('/*', (res) => void res.writeStatus('404 Not Found').end('{"error":"route-not-found"}'));
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, sharePort: false });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    channels: attached,
    runtime,
    logged,
    async stop() {
      await attached.close(1001, 'going away');
      app.close();
    },
  };
}
