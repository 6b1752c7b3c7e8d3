import { takeAll, type Counting } from './take-all.ts';
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
  return whenSettled(limits, (settled) => takeAll(exchange, settled, byService));
}

/** The path that a template and its texts stand for. */
function targetPath(template: string, texts: readonly string[]): string {
  let index = 0;
  return template.replace(/\{[^{}]+\}/g, () => texts[index++] ?? '');
}

const byService: Counting<ServiceLimit> = {
  take: ({ runtime: { limiter, metrics, service } }, own) =>
    whenSettled(limiter.take(`${service.contract.name}:${own.profile}:${own.key}`, own.limit, own.windowSeconds), (taken) => {
      metrics.limits?.count(own, taken);
      return taken;
    }),
  profileOf: ({ profile }) => profile,
};
