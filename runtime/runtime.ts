import type { Background } from './background.ts';
import type { CheckSampler } from './check-sampler.ts';
import type { RateLimitRow } from './contract.ts';
import type { Cors } from './cors.ts';
import type { LoopWatch } from './loop-watch.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { RateLimiter } from './rate-limit/limiter.ts';
import type { OpeningLines } from './response/opening-lines.ts';
import type { Context, Publishers, Service } from './service.ts';
import type { ResolvedSettings } from './settings.ts';
import type { Logger } from 'pino';

/** A running service, as every module of the runtime sees it. */
export interface Runtime {
  readonly service: Service<Context>;
  readonly db: unknown;
  readonly services: unknown;
  readonly settings: ResolvedSettings;
  readonly log: Logger;
  /** For the one line per request. */
  readonly requestLog: Logger;
  readonly metrics: Metrics;
  readonly limiter: RateLimiter;
  /** The limit under which counts what has no operation, if the contract has one `by: caller`. */
  readonly callerRate: RateLimitRow | undefined;
  readonly load: Load;
  /** Says what of all that is sent is checked. */
  readonly checks: CheckSampler;
  readonly background: Background;
  readonly loop: LoopWatch;
  /** Absent when no other origin may call. */
  readonly cors: Cors | undefined;
  readonly opening: OpeningLines;
  /** Set once the channels are attached. */
  publishers: Publishers;
}

/** What is going on at this moment. */
export interface Load {
  inFlight: number;
  /** New requests are still served, but their connections end with the answer. */
  draining: boolean;
  /** Called whenever a request has ended while draining. */
  onEnd: (() => void) | undefined;
  /** Each ends one open event stream. */
  readonly eventStreams: Set<() => void>;
}
