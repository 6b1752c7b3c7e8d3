import type { Located } from '../load/located.ts';
import type { FoundOperation } from './find-operations.ts';
import { undeclared } from './path-template.ts';
import type { Reading } from './reading.ts';
import type { Parameter } from './types.ts';

type Keyed = Pick<FoundOperation, 'key' | 'written'>;

/**
 * Parameters that the key of a path puts into the query, `/current?lat={latitude}`, whatever they were declared as: required, and
 * named as they are there.
 */
export function moveToQuery(parameters: readonly Parameter[], { key, written }: Keyed, operation: Located, reading: Reading): Parameter[] {
  const names = new Map([...key.inQuery].map(([name, declared]) => [declared, name]));
  const moved = parameters.map((parameter) => {
    const name = parameter.in === 'path' || parameter.in === 'query' ? names.get(parameter.name) : undefined;
    return name === undefined ? parameter : { ...parameter, ...formOf(parameter), name, required: true };
  });
  const missing = [...key.inQuery].filter(([name]) => !moved.some((parameter) => parameter.in === 'query' && parameter.name === name));
  return [...moved, ...missing.map(([name, declared]) => ({ ...undeclared(declared, written, operation, reading), ...inQuery, name }))];
}

const inQuery = { in: 'query', style: 'form', explode: true } as const;

function formOf(parameter: Parameter): Partial<Parameter> {
  return parameter.in === 'query' ? {} : inQuery;
}
