import type { Operation } from './types.ts';

/** Path template of an operation, with the constants of its query: `/rest?method=people.find`. */
export function operationUrl({ path, constants }: Pick<Operation, 'path' | 'constants'>): string {
  return constants === undefined ? path : `${path}?${new URLSearchParams(constants).toString()}`;
}

/** The same with all that the query has to hold for the operation to be found, where it shares its path with others. */
export function askedUrl({ path, constants, selector }: Pick<Operation, 'path' | 'constants' | 'selector'>): string {
  const demanded = Object.entries(selector?.query ?? {}).map(([name, value]): [string, string] => [name, value ?? '']);
  const query = { ...constants, ...Object.fromEntries(demanded) };
  return operationUrl({ path, ...(Object.keys(query).length === 0 ? {} : { constants: query }) });
}
