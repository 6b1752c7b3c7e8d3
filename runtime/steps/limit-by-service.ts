import { whenSettled } from '../when-settled.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';
import type { ServiceLimit } from '../service.ts';

/** Step 4, limits that the service keeps itself. */
export function limitByService(exchange: Exchange): Outcome | Promise<Outcome> {
  const { runtime: { service, db, services }, operation: { row }, actor } = exchange;
  if (row === undefined || service.limits === undefined) return undefined;
  const path = targetPath(row.path, exchange.path);
  const limits = service.limits({ db, services, operation: row, path, actor, client: exchange });
  return whenSettled(limits, (settled) => takeAll(exchange, settled, 0));
}

/** The path that a template and its texts stand for. */
function targetPath(template: string, texts: readonly string[]): string {
  let index = 0;
  return template.replace(/\{[^{}]+\}/g, () => texts[index++] ?? '');
}

function takeAll(exchange: Exchange, limits: readonly ServiceLimit[], index: number): Outcome | Promise<Outcome> {
  const own = limits[index];
  if (own === undefined) return undefined;
  const { runtime: { limiter, metrics, service }, operation } = exchange;
  const taking = limiter.take(`${service.contract.name}:${own.profile}:${own.key}`, own.limit, own.windowSeconds);
  return whenSettled(taking, (taken) => {
    metrics.limits?.count(own, taken);
    if (exchange.take === undefined || taken.remaining < exchange.take.remaining || !taken.allowed) {
      exchange.take = taken;
      exchange.profile = own.profile;
    }
    if (taken.allowed) return takeAll(exchange, limits, index + 1);
    operation.metrics.rateLimited += 1;
    return { code: 'rate-limited', retryAfterSeconds: taken.retryAfterSeconds };
  });
}
