import { loadPromClient } from '../load-when-needed.ts';
import type { Take } from '../rate-limit/limiter.ts';
import type { ServiceLimit } from '../service.ts';
import type { Counter, Gauge, Registry } from 'prom-client';

const labelNames = ['profile', 'key'];

/** How limits that a service keeps itself were used. */
export class LimitMetrics {
  readonly #requests: Counter;
  readonly #remaining: Gauge;
  readonly #reset: Gauge;

  constructor(registry: Registry) {
    const { Counter, Gauge } = loadPromClient();
    const registers = [registry];
    this.#requests = new Counter({ name: 'http_rate_limit_requests_total', help: 'Requests counted under a limit of the service.', labelNames: [...labelNames, 'result'], registers });
    this.#remaining = new Gauge({ name: 'http_rate_limit_remaining', help: 'What the last caller of a limit had left.', labelNames, registers });
    this.#reset = new Gauge({ name: 'http_rate_limit_reset_seconds', help: 'Seconds until the limit of its last caller is whole again.', labelNames, registers });
  }

  count({ profile, countedBy: key }: ServiceLimit, { allowed, remaining, resetSeconds }: Take): void {
    this.#requests.inc({ profile, key, result: allowed ? 'allowed' : 'limited' });
    this.#remaining.set({ profile, key }, remaining);
    this.#reset.set({ profile, key }, Math.max(0, resetSeconds - Math.floor(Date.now() / 1000)));
  }
}
