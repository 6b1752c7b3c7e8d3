import { isRecord, type Located } from '../load/located.ts';
import type { FoundOperation } from './find-operations.ts';
import { templateShape } from './path-template.ts';
import type { Reading } from './reading.ts';
import type { Operation } from './types.ts';

type Unnamed = Omit<FoundOperation, 'id'>;
type Selector = NonNullable<Operation['selector']>;

/**
 * "Templated paths with the same hierarchy but different templated names MUST NOT exist" (OpenAPI 3.1, "Paths Object"). Where
 * methods tell them apart they are taken with a warning, since GitHub has such paths; where their keys have queries or fragments,
 * what they demand of query and headers may do so. Gives those that can be reached.
 */
export function tellOperationsApart(operations: readonly Unnamed[], reading: Reading): Unnamed[] {
  const selectors = new Map(groupsOf(operations).flatMap((group) => selectorsOf(group, reading)));
  const first = new Map<string, Unnamed>();
  return operations.flatMap((operation) => {
    const shape = templateShape(operation.path);
    const selector = selectors.get(operation);
    const own = `${operation.method} ${shape} ${JSON.stringify([operation.key.constants, selector])}`;
    const [same, kin] = [first.get(own), first.get(shape)];
    first.set(shape, kin ?? operation);
    first.set(own, same ?? operation);
    if (same !== undefined) return tellCollision(operation, same, reading);
    if (kin !== undefined && kin.method !== operation.method && kin.item.id !== operation.item.id) warnOfKinship(operation, kin, reading);
    return [selector === undefined ? operation : { ...operation, selector }];
  });
}

function groupsOf(operations: readonly Unnamed[]): Unnamed[][] {
  const groups = new Map<string, Unnamed[]>();
  for (const operation of operations) {
    const key = `${operation.method} ${templateShape(operation.path)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(operation);
  }
  return [...groups.values()];
}

/** What each of several operations of one path and method demands, and not all of them demand. */
function selectorsOf(group: readonly Unnamed[], reading: Reading): [Unnamed, Selector][] {
  if (group.length === 1 || group.every(({ key }) => key.fragment === undefined && key.constants === undefined && key.inQuery.size === 0)) return [];
  const demands = group.map((operation) => [operation, demandsOf(operation, reading)] as const);
  const count = new Map<string, number>();
  for (const name of demands.flatMap(([, found]) => found.map(toKey))) count.set(name, (count.get(name) ?? 0) + 1);
  return demands.flatMap(([operation, found]) => {
    const telling = found.filter((demand) => count.get(toKey(demand)) !== group.length);
    return telling.length === 0 ? [] : [[operation, toSelector(telling)] as [Unnamed, Selector]];
  });
}

interface Demand {
  readonly place: 'query' | 'headers';
  readonly name: string;
  /** Absent where any value will do. */
  readonly value?: string;
}

function toKey({ place, name, value }: Demand): string {
  return JSON.stringify([place, name, value]);
}

function toSelector(demands: readonly Demand[]): Selector {
  const of = (wanted: Demand['place']) => demands.filter(({ place }) => place === wanted).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    query: Object.fromEntries(of('query').map(({ name, value }) => [name, value ?? null])),
    headers: Object.fromEntries(of('headers').map(({ name, value }) => [name.toLowerCase(), value ?? ''])),
  };
}

/** Parameters of the query that its key names, and required ones that have one value only. */
function demandsOf({ key, pathItem, located }: Unnamed, reading: Reading): Demand[] {
  const named = [...key.inQuery.keys()].map((name): Demand => ({ place: 'query', name }));
  const declared = [located, pathItem].flatMap((owner) => owner.get('parameters')?.items() ?? []);
  return [...named, ...declared.flatMap((item) => constantOf(item, reading))];
}

function constantOf(item: Located, reading: Reading): Demand[] {
  const parameter = reading.follow(item, 'parameter');
  const [name, place] = [parameter?.text('name'), parameter?.text('in')];
  if (parameter === undefined || name === undefined || !parameter.flag('required')) return [];
  const { value: schema } = reading.follow(parameter.get('schema')) ?? {};
  const values = isRecord(schema) ? [...listOf(schema['enum']), ...(schema['const'] === undefined ? [] : [schema['const']])] : [];
  const [value] = values;
  if (values.length !== 1 || typeof value !== 'string') return [];
  if (place === 'header') return [{ place: 'headers', name, value }];
  return place === 'query' ? [{ place, name, value }] : [];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function tellCollision({ item, ...operation }: Unnamed, other: Unnamed, reading: Reading): [] {
  const { file, line } = other.item.keyPosition;
  const [mine, theirs] = [nameOf(operation), nameOf(other)];
  const same = mine === theirs ? 'is also the path' : `cannot be told from ${theirs}`;
  const message = `${mine} ${same} at ${file}:${line}`;
  reading.refuse('colliding-paths', item.keyPosition, message, 'Join the two, or let them differ in a literal segment');
  return [];
}

function warnOfKinship({ item, ...operation }: Unnamed, other: Unnamed, reading: Reading): void {
  const { file, line } = other.item.keyPosition;
  const message = `${nameOf(operation)} has the shape of ${nameOf(other)} at ${file}:${line}; their methods tell them apart`;
  reading.warn('colliding-paths', item.keyPosition, message, 'Join the two under one path');
}

/** The path, and what is behind it in its key. */
function nameOf({ path, written }: Pick<Unnamed, 'path' | 'written'>): string {
  return path + (/[?#].*$/s.exec(written)?.[0] ?? '');
}
