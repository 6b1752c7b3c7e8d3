import { encodePath } from './encode-path.ts';

/** Values for the parameters of an address; `undefined` leaves a query parameter out, a list repeats it. */
export interface AddressInput {
  readonly path?: Readonly<Record<string, string | number | boolean>>;
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
}

type QueryValue = string | number | boolean;

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
    for (const item of listValues(value)) search.append(name, String(item));
  }
  const text = search.toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${text === '' ? '' : `?${text}`}`;
}

function listValues(value: QueryValue | readonly QueryValue[] | undefined): readonly QueryValue[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
