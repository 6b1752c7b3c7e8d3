/** The public face of the runtime: what main programs start, generated code calls, and handlers are typed with. */
export { serve } from './serve.ts';
export type { RunningService, ServeOptions } from './serve.ts';
export type { LogLevel, Mode, ResponseCheck, Settings } from './settings.ts';
export { NotImplemented, RuntimeError, runtimeErrors } from './errors.ts';
export type { RuntimeErrorCode } from './errors.ts';
export { problemStatus } from './problem-reply.ts';
export type { ServerSentEvent } from './response/encode-event.ts';
export type { Begun, IdempotencyKey, IdempotencyStore } from './idempotency/store.ts';
export { MemoryRateLimiter } from './rate-limit/memory-rate-limiter.ts';
export { RedisRateLimiter } from './rate-limit/redis-rate-limiter.ts';
export type { RateLimiter, Take } from './rate-limit/limiter.ts';
export { createProcessFanOut } from './channels/fan-out/process-fan-out.ts';
export { createRedisFanOut } from './channels/fan-out/redis-fan-out.ts';
export type { FanOut } from './channels/fan-out/fan-out.ts';
export * from './decode/index.ts';
export * from './keywords/index.ts';
export type * from './contract.ts';
export type * from './service.ts';
