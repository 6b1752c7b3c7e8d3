import { isRecord, type Located } from '../load/located.ts';
import { hasOnlyMembers, wholeNumber } from './extensions.ts';
import type { Reading } from './reading.ts';
import type { Channel } from './types.ts';

/** Bytes; `x-message-limit`. */
const defaultMessageLimit = 65_536;
/** Seconds; `x-idle`. */
const defaultIdle = 60;
/** Bytes; `x-backpressure`. */
const defaultBackpressure = 1_048_576;
/** "Policy violation" (RFC 6455 section 7.4.1). */
const policyViolation = 1008;

/** `x-message-limit`, `x-idle`, `x-backpressure` and `x-message-rate` of a channel. */
export function readChannelLimits(channel: Located, reading: Reading): Channel['limits'] {
  const rate = channel.get('x-message-rate');
  return {
    messageBytes: wholeNumber(channel.get('x-message-limit'), defaultMessageLimit, 1, reading),
    idleSeconds: wholeNumber(channel.get('x-idle'), defaultIdle, 1, reading),
    backpressureBytes: wholeNumber(channel.get('x-backpressure'), defaultBackpressure, 1, reading),
    ...(rate === undefined ? {} : { rate: readRate(rate, reading) }),
  };
}

function readRate(rate: Located, reading: Reading): Channel['limits']['rate'] {
  if (!hasOnlyMembers(rate, ['messages', 'window', 'close'], reading)) return undefined;
  for (const needed of ['messages', 'window']) {
    if (rate.get(needed) !== undefined) continue;
    reading.refuse('invalid-extension', rate, `${needed} is missing`, 'Write messages (a count) and window (seconds)');
  }
  const closeCode = wholeNumber(rate.get('close'), policyViolation, 1000, reading);
  checkCloseCode(closeCode, rate.get('close') ?? rate, reading);
  return {
    messages: wholeNumber(rate.get('messages'), 1, 1, reading),
    windowSeconds: wholeNumber(rate.get('window'), 1, 1, reading),
    closeCode,
  };
}

/** `x-close-codes`: what the service may close with, in order of code. */
export function readCloseCodes(channel: Located, reading: Reading): Channel['closeCodes'] {
  const codes = channel.get('x-close-codes');
  if (codes === undefined) return [];
  if (!isRecord(codes.value)) {
    return reading.refuse('invalid-extension', codes, 'x-close-codes must map codes', "Write '4401': {name, description}") ?? [];
  }
  return codes
    .members()
    .map(([code, located]) => {
      checkCloseCode(Number(code), located, reading);
      hasOnlyMembers(located, ['name', 'description'], reading);
      return { code: Number(code), name: located.text('name') ?? code, description: located.text('description') ?? '' };
    })
    .sort((a, b) => a.code - b.code);
}

/** Codes that an endpoint may send (RFC 6455 section 7.4, and the codes registered with IANA). */
function checkCloseCode(code: number, at: Located, reading: Reading): void {
  const isSendable =
    Number.isInteger(code) &&
    ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999));
  if (isSendable) return;
  const hint = 'Use a code from 4000 to 4999';
  reading.refuse('invalid-extension', at.keyPosition, `${String(code)} is no close code that may be sent`, hint);
}

/** `x-subprotocols`: names in order of preference (RFC 6455 section 1.9). */
export function readSubprotocols(channel: Located, reading: Reading): string[] {
  const list = channel.get('x-subprotocols');
  if (list === undefined) return [];
  const names = list.items().map(({ value }) => value);
  const isToken = (name: unknown): name is string => typeof name === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
  if (Array.isArray(list.value) && names.every(isToken)) return names;
  return reading.refuse('invalid-extension', list, 'x-subprotocols must be a list of names', 'Write [name.v1]') ?? [];
}
