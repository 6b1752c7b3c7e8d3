import type { Located } from '../load/located.ts';
import { hasOnlyMembers, inherited, wholeNumber } from './extensions.ts';
import type { Reading } from './reading.ts';
import type { Limits, Operation } from './types.ts';

/** Bytes; `x-body-limit`. */
export const defaultBodyLimit = 1_048_576;
/** Milliseconds; `x-timeout`. */
export const defaultTimeout = 30_000;
/** Seconds that an answer is kept; `x-idempotency`. */
const defaultKeep = 86_400;

type Levels = readonly (Located | undefined)[];

/** `x-body-limit`, `x-timeout` and `x-rate-limit`; `levels` are operation, path item and root. */
export function readLimits(levels: Levels, operationId: string, reading: Reading): Limits {
  return {
    bodyBytes: wholeNumber(inherited('x-body-limit', levels), defaultBodyLimit, 0, reading),
    timeoutMs: wholeNumber(inherited('x-timeout', levels), defaultTimeout, 1, reading),
    rates: readRates(inherited('x-rate-limit', levels), operationId, reading),
  };
}

function readRates(located: Located | undefined, operationId: string, reading: Reading): Limits['rates'] {
  if (located === undefined || located.value === false) return [];
  const rules = Array.isArray(located.value) ? located.items() : [located];
  return rules.flatMap((rule) => readRate(rule, operationId, reading) ?? []);
}

function readRate(rule: Located, operationId: string, reading: Reading): Limits['rates'][number] | undefined {
  if (!hasOnlyMembers(rule, ['name', 'by', 'limit', 'window'], reading)) return undefined;
  const by = rule.get('by')?.value ?? 'client';
  if (by !== 'client' && by !== 'actor' && by !== 'caller') {
    return reading.refuse(
      'invalid-extension',
      rule.get('by') ?? rule,
      'by must be client, actor or caller',
      'Write by: client, by: actor or by: caller',
    );
  }
  for (const needed of ['limit', 'window']) {
    if (rule.get(needed) === undefined) {
      reading.refuse('invalid-extension', rule, `${needed} is missing`, 'Write limit (a count) and window (seconds)');
    }
  }
  return {
    name: rule.text('name') ?? operationId,
    by,
    limit: wholeNumber(rule.get('limit'), 1, 1, reading),
    windowSeconds: wholeNumber(rule.get('window'), 60, 1, reading),
  };
}

/** `x-idempotency`. On the root or a path item it covers the methods that change something; `false` lifts it. */
export function readIdempotency(levels: Levels, method: string, reading: Reading): Operation['idempotency'] {
  const located = inherited('x-idempotency', levels);
  if (located === undefined || located.value === false) return undefined;
  const isInherited = levels[0]?.get('x-idempotency') === undefined;
  if (isInherited && !['post', 'put', 'patch', 'delete'].includes(method)) return undefined;
  if (!hasOnlyMembers(located, ['header', 'required', 'keep'], reading)) return undefined;
  const header = located.get('header')?.value ?? 'Idempotency-Key';
  const required = located.get('required')?.value ?? false;
  if (typeof header !== 'string' || !/^[A-Za-z0-9-]+$/.test(header)) {
    return reading.refuse(
      'invalid-extension',
      located.get('header') ?? located,
      'header must be the name of a header',
      'Write header: Idempotency-Key',
    );
  }
  if (typeof required !== 'boolean') {
    return reading.refuse(
      'invalid-extension',
      located.get('required') ?? located,
      'required must be true or false',
      'Write required: true or false',
    );
  }
  return { header, required, keepSeconds: wholeNumber(located.get('keep'), defaultKeep, 1, reading) };
}
