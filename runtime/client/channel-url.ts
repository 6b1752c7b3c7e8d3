import { stringify } from '../int64/stringify.ts';
import { encodePath } from './encode-path.ts';

/**
 * Values for the parameters of an address; `undefined` leaves a query parameter out, a list repeats it, and an object, which only a
 * contract takes that does not say what the parameter is, is written as JSON.
 */
export interface AddressInput {
  readonly path?: Readonly<Record<string, string | number | boolean>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/**
 * The URL of a channel: a base URL (`http`, `https`, `ws` or `wss`) and an address with its parameters filled in.
 *
 * @example channelUrl('http://localhost:8081', '/v1/rooms/{room_id}', { path: { room_id: 'r 1' } }) // http://localhost:8081/v1/rooms/r%201
 * @throws TypeError if a path parameter is missing or empty, or no URL can hold it
 */
export function channelUrl(baseUrl: string, address: string, { path = {}, query = {} }: AddressInput = {}): string {
  const filled = encodePath(address, path, {});
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of listValues(value)) search.append(name, textOf(item));
  }
  const text = search.toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${text === '' ? '' : `?${text}`}`;
}

function listValues(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : stringify(value) ?? '';
}
