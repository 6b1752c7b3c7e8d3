import { fingerprint, idempotencyScope, restoreReply } from '../idempotency/answer.ts';
import type { Exchange } from '../exchange.ts';
import type { Begun } from '../idempotency/store.ts';
import type { Outcome } from '../operation.ts';

/** One line of visible characters, as draft-ietf-httpapi-idempotency-key-header and Stripe have it. */
const acceptableKey = /^[\x21-\x7e]{1,255}$/;

/** Step 7: a repetition gets the first answer again, and nothing runs twice. */
export function beginOnce(exchange: Exchange): Outcome | Promise<Outcome> {
  const rule = exchange.operation.row?.idempotency;
  const { idempotency } = exchange.runtime.settings;
  if (rule === undefined || idempotency === undefined) return undefined;
  const key = exchange.headers[rule.header];
  if (key === undefined || key === '') return rule.required ? { code: 'idempotency-key-missing' } : undefined;
  if (!acceptableKey.test(key)) return { code: 'malformed-request', detail: `${rule.header} must be 1 to 255 visible characters.` };
  const scope = idempotencyScope(exchange);
  const request = { scope, key, fingerprint: fingerprint(exchange), keepSeconds: rule.keepSeconds };
  return idempotency.begin(request).then((begun) => proceed(exchange, { scope, key }, begun));
}

function proceed(exchange: Exchange, name: { scope: string; key: string }, begun: Begun): Outcome {
  switch (begun.state) {
    case 'started':
      exchange.idempotencyClaim = { ...name, claim: begun.claim };
      return undefined;
    case 'done': return restoreReply(begun.answer);
    case 'running': return { code: 'idempotency-key-in-use' };
    case 'reused': return { code: 'idempotency-key-reused' };
  }
}
