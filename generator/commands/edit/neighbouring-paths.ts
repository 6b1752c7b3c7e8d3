import { isRecord } from '../../load/located.ts';
import { fileName } from '../../model/operation-names.ts';
import { serverPath, type EditedDocument } from './document-change.ts';
import { textOf, type DocumentPieces, type Piece } from './document-pieces.ts';

type PathItem = Readonly<Record<string, unknown>>;
type WrittenOperation = PathItem & { readonly tags?: unknown; readonly operationId?: unknown };

const isPath = (key: string) => key.startsWith('paths/');
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Keys of path items in which other operations are than before, or under other names. */
export function regroupedPaths({ before, after, changed }: EditedDocument): Set<string> {
  const inOrder = (document: DocumentPieces, key: string) => JSON.stringify(operationsOf(document, key).map(([method, { operationId, tags }]) => [method, operationId, tags]));
  return new Set([...changed].filter((key) => isPath(key) && inOrder(before, key) !== inOrder(after, key)));
}

/** An operation of the whole: where it is written, and where its handler is. */
export interface PlacedOperation {
  /** Of its path item. */
  readonly key: string;
  readonly folder: string;
  /** Whether there may be types of it among those of schemas. */
  readonly hasTypes: boolean;
}

/** How many path items are looked at on each side: of some it is not printed with which methods nobody may ask for them. */
const nearest = 3;

/**
 * Path items beside those in which operations come or go, in the document and in the folder of each: between these is printed what comes. And
 * those that some request may mean as well. Of all of them nothing counts but that they are there: they are given without bodies. `all` are the
 * operations of the document before, in its order. Undefined where a path item is elsewhere as a whole.
 */
export function neighbouringPaths(document: EditedDocument, regrouped: ReadonlySet<string>, all: readonly PlacedOperation[]): Map<string, string> | undefined {
  const { before, after, changed } = document;
  if (regrouped.size === 0) return new Map();
  if ([...changed].some((key) => key.startsWith('components/pathItems/'))) return undefined;
  const staying = all.filter(({ key }) => after.pieces.has(key) && !changed.has(key));
  const keys = [before, after].flatMap((one) => [...regrouped].filter((key) => one.pieces.has(key)).flatMap((key) => besides(one, key, staying)));
  const wanted = [...keys, ...alikePaths(document, regrouped)].filter((key) => !changed.has(key));
  return new Map(wanted.map((key) => [key, withoutBodies(after, key)]));
}

/** The nearest path items on both sides, and there the nearest with an operation in each folder of those here, or between whose folders a new one is. */
function besides(own: DocumentPieces, key: string, staying: readonly PlacedOperation[]): string[] {
  const order = new Map([...own.pieces.keys()].map((other, index) => [other, index]));
  const isBefore = (one: PlacedOperation) => (order.get(one.key) ?? 0) < (order.get(key) ?? 0);
  const sides = [staying.filter(isBefore).reverse(), staying.filter((one) => !isBefore(one))];
  const first = new Map(staying.toReversed().map((one) => [one.folder, one]));
  const folders = operationsOf(own, key).map(([, operation]) => folderOf(operation));
  const inFolder = (side: readonly PlacedOperation[], folder: string) => side.find((one) => (first.has(folder) ? one.folder === folder : first.get(one.folder) === one));
  const keys = sides.flatMap((side) => [
    ...[...new Set(side.map((one) => one.key))].slice(0, nearest),
    ...folders.flatMap((folder) => inFolder(side, folder)?.key ?? []),
    ...side.filter(({ hasTypes }) => hasTypes).slice(0, 1).map((one) => one.key),
  ]);
  // Behind the types of schemas stand those of the first operation.
  keys.push(...staying.slice(0, 1).map((one) => one.key));
  if (folders.every((folder) => first.has(folder))) return keys;
  // Folders stand in the order of their first operations.
  const chosen = new Set(keys);
  return [...keys, ...staying.flatMap((one) => (chosen.has(one.key) ? (first.get(one.folder)?.key ?? []) : []))];
}

function folderOf({ tags }: WrittenOperation): string {
  const first: unknown = Array.isArray(tags) ? tags[0] : undefined;
  return fileName(typeof first === 'string' ? first : 'default', 'tag');
}

/** Keys of paths that some request matches which one of these matches as well. */
function alikePaths({ before, after }: EditedDocument, regrouped: ReadonlySet<string>): string[] {
  const own = [...regrouped].flatMap((key) => [before, after].flatMap((document) => templatesOf(document, key)));
  return [...after.pieces.keys()].filter((key) => isPath(key) && templatesOf(after, key).some((template) => own.some((other) => isAlike(template, other))));
}

type Template = readonly (string | undefined)[];

/** Segments, undefined where anything may stand, of the paths that a path item may have below the servers of its own and of the document. */
function templatesOf(document: DocumentPieces, key: string): Template[] {
  const piece = document.pieces.get(key);
  const general = document.others.get('servers');
  const bases = [general === undefined ? '' : serverPath(JSON.parse(document.toJson(general) ?? '[]'))];
  if (piece !== undefined && textOf(document, piece).includes('servers')) {
    const levels = [itemOf(document, key), ...operationsOf(document, key).map(([, operation]) => operation)];
    bases.push(...levels.map(({ servers }) => serverPath(servers)));
  }
  const written = key.replace('paths', '').replace(/[?#].*/, '');
  return [...new Set(bases)].map((base = '') => `${base}${written}`.split('/').map((segment) => (segment.includes('{') ? undefined : segment)));
}

function isAlike(some: Template, others: Template): boolean {
  const isSame = (segment: string | undefined, index: number) => segment === undefined || others[index] === undefined || segment === others[index];
  return some.length === others.length && some.every(isSame);
}

function itemOf({ pieces, toJson }: DocumentPieces, key: string): PathItem {
  const piece: Piece | undefined = pieces.get(key);
  const item: unknown = JSON.parse((piece && toJson(piece)) ?? '{}');
  return isRecord(item) ? item : {};
}

function operationsOf(document: DocumentPieces, key: string): [method: string, operation: WrittenOperation][] {
  const { additionalOperations: others, ...item } = itemOf(document, key);
  const own = Object.entries(item).filter(([name]) => methods.includes(name));
  return [...own, ...(isRecord(others) ? Object.entries(others) : [])].flatMap(([method, operation]) => (isRecord(operation) ? [[method, operation]] : []));
}

/** What is sent and answered says nothing of where an operation is, but whether there is an answer at all. */
function withoutBodies(document: DocumentPieces, key: string): string {
  const { additionalOperations: others, ...item } = itemOf(document, key);
  const own = mapMembers(item, (member, name) => (methods.includes(name) ? withoutBody(member) : member));
  return JSON.stringify({ ...own, ...(isRecord(others) ? { additionalOperations: mapMembers(others, withoutBody) } : {}) });
}

function withoutBody(operation: unknown): unknown {
  if (!isRecord(operation)) return operation;
  const { responses } = operation;
  return { ...operation, requestBody: undefined, ...(isRecord(responses) ? { responses: mapMembers(responses, withoutContent) } : {}) };
}

function withoutContent(response: unknown): unknown {
  if (!isRecord(response) || !isRecord(response['content'])) return response;
  const bare = (media: unknown) => (isRecord(media) && isRecord(media['schema']) ? { schema: Object.keys(media['schema']).length === 0 ? {} : { type: 'string' } } : {});
  return { ...response, content: mapMembers(response['content'], bare) };
}

function mapMembers(record: PathItem, change: (member: unknown, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, member]) => [name, change(member, name)]));
}
