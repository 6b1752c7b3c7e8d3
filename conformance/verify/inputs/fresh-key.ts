import { randomUUID } from 'node:crypto';
import { pointerTokens } from '../../../generator/load/json-pointer.ts';
import type { Operation } from '../../../generator/model/types.ts';
import type { Case } from '../case.ts';
import type { Subject } from '../subject.ts';

/** The header by which a server knows a request that it has done already; undefined where an operation takes none. */
export function keyHeader({ idempotency, parameters }: Operation): string | undefined {
  return idempotency?.header ?? parameters.find(({ in: place, name }) => place === 'header' && /^(x-)?idempotency-key$/i.test(name))?.name;
}

/** Requests that are not the same have other keys, unless it is the key that is looked at. */
export function withFreshKey(sent: Case, subject: Subject): Case {
  const header = keyHeader(sent.operation);
  const isLookedAt = sent.keepsKey === true || pointerTokens(sent.at.pointer).at(-1) === header;
  if (header === undefined || isLookedAt || sent.input.headers[header] === undefined) return sent;
  const parameter = sent.operation.parameters.find(({ in: place, name }) => place === 'header' && name === header);
  const key = keysOf(randomUUID()).find((each) => parameter === undefined || subject.accepts(parameter, each));
  return key === undefined ? sent : { ...sent, input: { ...sent.input, headers: { ...sent.input.headers, [header]: key } } };
}

/** Whatever the contract takes for one. */
function keysOf(id: string): string[] {
  const letters = id.replaceAll('-', '');
  return [id, letters, letters.slice(0, 20), letters.slice(0, 16), letters.slice(0, 8)];
}
