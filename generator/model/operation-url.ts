import type { Operation } from './types.ts';

/** Path template of an operation, with the constants of its query: `/rest?method=people.find`. */
export function operationUrl({ path, constants }: Pick<Operation, 'path' | 'constants'>): string {
  return constants === undefined ? path : `${path}?${new URLSearchParams(constants).toString()}`;
}
