import { readPathKey } from '../../model/path-key.ts';
import { membersOf, type DocumentTree } from './document-tree.ts';
import { readParameters, type MockOperation } from './read-operations.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

/** What a request has to hold to be meant for an operation that may share its path with others. */
export interface Demand {
  readonly place: 'query' | 'header';
  /** Of a header in lower case. */
  readonly name: string;
  /** Undefined where any value will do. */
  readonly value?: string;
}

/** Constants and parameters in the key of the path and, where it has a query or a fragment, required parameters that have one value only. */
export function demandsOf(operation: MockOperation, tree: DocumentTree): Demand[] {
  const { constants = {}, inQuery, fragment } = readPathKey(operation.template);
  const written = Object.entries(constants).map(([name, value]): Demand => ({ place: 'query', name, value }));
  const asked = [...inQuery.keys()].map((name): Demand => ({ place: 'query', name }));
  const isShared = fragment !== undefined || written.length + asked.length > 0;
  return [...written, ...asked, ...(isShared ? constantParameters(operation, tree) : [])];
}

function constantParameters(operation: MockOperation, tree: DocumentTree): Demand[] {
  return readParameters(tree, operation).flatMap((parameter): Demand[] => {
    const { name, in: place, required } = membersOf(parameter.value);
    const schema = membersOf(tree.member(parameter, 'schema')?.value);
    const [value, ...others] = [schema['enum'] ?? [], schema['const'] ?? []].flat() as unknown[];
    if (required !== true || typeof value !== 'string' || others.length > 0) return [];
    if (place === 'header') return [{ place, name: String(name).toLowerCase(), value }];
    return place === 'query' ? [{ place, name: String(name), value }] : [];
  });
}

/** How many demands a request does not meet. Several operations may have some of them in common, which tell nothing. */
export function countUnmet(demands: readonly Demand[], query: URLSearchParams, headers: Headers): number {
  return demands.filter(({ place, name, value }) => {
    const given = place === 'query' ? query.get(name) : (headers[name] ?? null);
    return value === undefined ? given === null : given !== value;
  }).length;
}
