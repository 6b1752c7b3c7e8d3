import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Located } from '../load/located.ts';
import type { ChannelOperation } from './find-channel-operations.ts';
import type { SecuritySchemes } from './read-security.ts';
import type { Reading } from './reading.ts';
import type { SecurityRule } from './types.ts';

/**
 * Who may connect. One scheme of the server and, where its operations ask for more, one of theirs
 * (AsyncAPI 3.0, "Operation Object", `security`); with `x-security-optional: true` also nobody in particular.
 */
export function readChannelSecurity(
  channel: Located,
  server: Located | undefined,
  operations: readonly ChannelOperation[],
  schemes: SecuritySchemes,
  reading: Reading,
): SecurityRule {
  const ofServer = readAlternatives(server?.get('security'), schemes, reading);
  const ofOperations = agreedAlternatives(operations, schemes, reading);
  const rule = combine(ofServer, ofOperations);
  return isOptional(channel, reading) && rule.length > 0 ? [...rule, []] : rule;
}

/**
 * A list of Security Scheme Objects, or references to them; any one of them suffices. AsyncAPI 2 has Security Requirement
 * Objects instead, as OpenAPI.
 */
function readAlternatives(list: Located | undefined, schemes: SecuritySchemes, reading: Reading): SecurityRule {
  const items = list?.items() ?? [];
  if (items.length > 0 && items.every(isRequirement)) return schemes.readRule(list);
  return items.flatMap((item) => {
    const target = reading.follow(item);
    if (target === undefined) return [];
    const scopes = (target.get('scopes')?.items() ?? []).map(({ value }) => String(value));
    // Components were added under their keys before; a scheme written in place is named by the key of what it stands in.
    const scheme = target.key;
    if (!schemes.has(scheme)) schemes.add(scheme, item);
    return [[{ scheme, scopes }]];
  });
}

/** Names of schemes with lists of scopes; a scheme itself has a `type`. */
function isRequirement({ value }: Located): boolean {
  return isRecord(value) && Object.values(value).every((scopes) => Array.isArray(scopes));
}

/** There is one handshake for all operations of a channel, so they must ask for the same. */
function agreedAlternatives(operations: readonly ChannelOperation[], schemes: SecuritySchemes, reading: Reading): SecurityRule {
  const [first, ...others] = operations;
  const rule = readAlternatives(first?.described.get('security'), schemes, reading);
  for (const { located, described } of others) {
    if (isDeepStrictEqual(readAlternatives(described.get('security'), schemes, reading), rule)) continue;
    const at = described.get('security')?.keyPosition ?? located.position;
    const hint = 'Write the same security on each operation of the channel, or write it on the server';
    reading.refuse('conflicting-security', at, 'the operations of this channel ask for different credentials', hint);
  }
  return rule;
}

function combine(a: SecurityRule, b: SecurityRule): SecurityRule {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return a.flatMap((one) =>
    b.map((other) => [...one, ...other.filter(({ scheme }) => !one.some((known) => known.scheme === scheme))]),
  );
}

function isOptional(channel: Located, reading: Reading): boolean {
  const optional = channel.get('x-security-optional');
  if (optional === undefined || typeof optional.value === 'boolean') return optional?.value === true;
  reading.refuse('invalid-extension', optional, 'x-security-optional must be true or false', 'Write x-security-optional: true');
  return false;
}
