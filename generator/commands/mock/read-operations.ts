import { membersOf, type DocumentTree, type Place } from './document-tree.ts';
import { textOf } from './text-of.ts';

/** An operation as far as it must be known before the first request. */
export interface MockOperation {
  /** `GET /items/{id}`: unique within a document, unlike operation ids that strangers write. */
  readonly key: string;
  /** Upper case. */
  readonly method: string;
  /** As the document writes it, without a base path. */
  readonly template: string;
  readonly place: Place;
  readonly item: Place;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation under `paths` (OpenAPI 3.2, "Paths Object"); what is no operation is reported and left out. */
export function readOperations(tree: DocumentTree): MockOperation[] {
  const paths = tree.member(tree.root, 'paths');
  const operations = tree.members(paths).flatMap(([template, item]) => operationsOf(tree, template, item));
  const known = new Set<string>();
  return operations.filter((operation) => {
    if (known.has(operation.key)) tree.report(operation.place, `${operation.key} stands twice; the first is served`);
    return !known.has(operation.key) && known.add(operation.key);
  });
}

function operationsOf(tree: DocumentTree, template: string, item: Place): MockOperation[] {
  if (!template.startsWith('/')) {
    if (!template.startsWith('x-')) tree.report(item, `the path ${template} does not begin with /, so it is not served`);
    return [];
  }
  const fixed = methods.flatMap((method) => memberAs(tree, item, method, method.toUpperCase()));
  const additional = tree.members(tree.member(item, 'additionalOperations')).map(([method, place]) => ({ method: method.toUpperCase(), place }));
  return [...fixed, ...additional].flatMap(({ method, place }) => {
    if (isObject(place.value)) return [{ key: `${method} ${template}`, method, template, place, item }];
    tree.report(place, `${method} ${template} is no operation, so it is not served`);
    return [];
  });
}

function memberAs(tree: DocumentTree, item: Place, key: string, method: string): { method: string; place: Place }[] {
  const place = tree.member(item, key);
  return place === undefined ? [] : [{ method, place }];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parameters of an operation: its own, and those of its path that it does not replace. */
export function readParameters(tree: DocumentTree, { place, item }: MockOperation): Place[] {
  const own = tree.items(tree.member(place, 'parameters'));
  const shared = tree.items(tree.member(item, 'parameters'));
  const byName = new Map([...shared, ...own].map((parameter) => [nameOf(parameter), parameter]));
  return [...byName.values()].filter(({ value }) => typeof membersOf(value)['name'] === 'string');
}

function nameOf({ value }: Place): string {
  const { in: place, name } = membersOf(value);
  return `${String(place)} ${String(name)}`;
}

/** Paths that the servers of a document, a path or an operation put before its templates, variables at their defaults. */
export function readBasePaths(tree: DocumentTree, holders: readonly Place[]): string[] {
  const servers = holders.flatMap((holder) => tree.items(tree.member(holder, 'servers')));
  return [...new Set(servers.map((server) => basePath(tree, server)))];
}

function basePath(tree: DocumentTree, server: Place): string {
  const variables = tree.member(server, 'variables');
  const { url: template } = membersOf(server.value);
  if (typeof template !== 'string') return '';
  const url = template.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const preset = membersOf(tree.member(variables, name)?.value)['default'];
    return preset === undefined ? whole : textOf(preset);
  });
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname.replace(/\/+$/, '') : '';
}
