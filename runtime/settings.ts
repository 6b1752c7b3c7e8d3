import { RuntimeError } from './errors.ts';
import { readTrustedProxies } from './client-address.ts';
import type { BlockList } from 'node:net';
import type { FanOut } from './channels/fan-out/fan-out.ts';
import type { IdempotencyStore } from './idempotency/store.ts';
import type { RateLimiter } from './rate-limit/limiter.ts';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

export type Mode = 'development' | 'production' | 'test';

/** `log`: every answer is checked, defects are logged. `sample`: the same for a share. `enforce`: a defect becomes a 500. */
export type ResponseCheck = 'off' | 'sample' | 'log' | 'enforce';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** What the operator decides. Everything but `mode` and `port` has a default. */
export interface Settings {
  readonly mode: Mode;
  /** 0 takes any free port. */
  readonly port: number;
  /** Default: every address in production, else 127.0.0.1. */
  readonly host?: string;
  /**
   * Several processes on one port (SO_REUSEPORT): `startWorkers`. Limits and channels then need `rateLimiter` and `fanOut`.
   * `hand-over`: only until the process before this one has ended, and nothing needs to be shared. Default: no.
   */
  readonly sharePort?: boolean | 'hand-over';
  /** Default by mode: production `sample`, development `log`, test `enforce`. */
  readonly responseCheck?: ResponseCheck;
  /** Share of answers that `sample` checks, 0 to 1. Default 0.01. */
  readonly sampleRate?: number;
  /** Origins that browsers may call from; `*` allows all, without credentials. Default: none. */
  readonly corsOrigins?: readonly string[];
  /** Addresses or CIDR blocks whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[];
  /**
   * What browsers are told of HTTPS, where the service is reached by it: the value of `Strict-Transport-Security` (RFC 6797), for
   * example `max-age=63072000; includeSubDomains`. Default: nothing.
   */
  readonly strictTransportSecurity?: string;
  /**
   * Header in which a trusted proxy hands on the client's certificate, for example `Client-Cert` (RFC 9440). Needed, with
   * `trustedProxies`, where the contract demands mutual TLS; from any other address the header is not looked at. The proxy must
   * take it off what clients send. Default: none.
   */
  readonly clientCertificateHeader?: string;
  /** How long `close` waits for requests in flight. Default 10. */
  readonly drainSeconds?: number;
  /** Requests in flight above which the answer is `overloaded`. Default 1000. */
  readonly maxConcurrentRequests?: number;
  /**
   * Milliseconds that a request may have waited for the event loop; where it goes on like that for a second, those that waited
   * longer are `overloaded`. Default 250.
   */
  readonly maxLoopDelayMs?: number;
  /** Violations told to a client at once. Default 100. */
  readonly maxViolations?: number;
  /** Seconds between comments that keep an event stream open. Default 15. */
  readonly heartbeatSeconds?: number;
  /** Seconds after which a stream is cut off whose reader takes nothing, so that it can resume later. Default 60. */
  readonly stallSeconds?: number;
  /** Default `info`; in tests `silent`. */
  readonly logLevel?: LogLevel;
  /** A logger of one's own instead of the runtime's. */
  readonly logger?: Logger;
  /** Shows the metrics there too; several services may share one, told apart by the label `service`. */
  readonly registry?: Registry;
  /** Default: counts in this process. */
  readonly rateLimiter?: RateLimiter;
  /** Needed as soon as an operation declares `x-idempotency`. */
  readonly idempotency?: IdempotencyStore;
  /** Carries what channels publish to the other nodes. Default: this process only. */
  readonly fanOut?: FanOut;
  /** Whether Socket.IO takes clients that poll; without, they connect by WebSocket at once. Default: yes. */
  readonly socketIoPolling?: boolean;
}

type Optional = 'logger' | 'registry' | 'rateLimiter' | 'idempotency' | 'fanOut';

/** Settings with every default in place. */
export interface ResolvedSettings extends Required<Omit<Settings, Optional | 'trustedProxies'>>, Pick<Settings, Optional> {
  readonly trustedProxies: BlockList | undefined;
}

const responseCheckByMode: Readonly<Record<Mode, ResponseCheck>> = { production: 'sample', development: 'log', test: 'enforce' };

/** @throws RuntimeError `settings-invalid`, naming the setting. */
export function resolveSettings(settings: Settings): ResolvedSettings {
  const resolved = {
    host: settings.mode === 'production' ? '0.0.0.0' : '127.0.0.1',
    sharePort: false,
    responseCheck: responseCheckByMode[settings.mode],
    sampleRate: 0.01,
    corsOrigins: [],
    strictTransportSecurity: '',
    drainSeconds: 10,
    maxConcurrentRequests: 1000,
    maxLoopDelayMs: 250,
    maxViolations: 100,
    heartbeatSeconds: 15,
    stallSeconds: 60,
    socketIoPolling: true,
    logLevel: settings.mode === 'test' ? 'silent' : 'info',
    ...withoutUndefined(settings),
    trustedProxies: readTrustedProxies(settings.trustedProxies ?? []),
    clientCertificateHeader: (settings.clientCertificateHeader ?? '').toLowerCase(),
  } satisfies ResolvedSettings as ResolvedSettings;
  refuseNonsense(resolved);
  return resolved;
}

function withoutUndefined(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as unknown as Settings;
}

function refuseNonsense(settings: ResolvedSettings): void {
  requireWithin('port', settings.port, 0, 65_535);
  requireWithin('sampleRate', settings.sampleRate, 0, 1);
  requireWithin('drainSeconds', settings.drainSeconds, 0, 3600);
  requireWithin('maxConcurrentRequests', settings.maxConcurrentRequests, 1, Number.MAX_SAFE_INTEGER);
  requireWithin('maxLoopDelayMs', settings.maxLoopDelayMs, 1, Number.MAX_SAFE_INTEGER);
  requireWithin('maxViolations', settings.maxViolations, 1, Number.MAX_SAFE_INTEGER);
  requireWithin('heartbeatSeconds', settings.heartbeatSeconds, 0.001, 3600);
  requireWithin('stallSeconds', settings.stallSeconds, 0.001, 86_400);
  requireHsts(settings.strictTransportSecurity);
}

/** RFC 6797 section 6.1, with the directives that browsers know, in the order in which everybody writes them. */
function requireHsts(value: string): void {
  if (value === '' || /^max-age=\d{1,10}(; *includeSubDomains)?(; *preload)?$/i.test(value)) return;
  throw new RuntimeError('settings-invalid', `Setting strictTransportSecurity is "${value}"; it must be like "max-age=63072000; includeSubDomains".`);
}

function requireWithin(name: keyof Settings, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new RuntimeError('settings-invalid', `Setting ${name} must be between ${least} and ${most}, not ${value}.`);
}
