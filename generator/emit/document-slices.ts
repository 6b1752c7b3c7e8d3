import { createHash } from 'node:crypto';
import { bundledPlace } from '../model/bundle-document.ts';
import type { Api } from '../model/types.ts';
import { borrowedSchemas, type Components } from './borrowed-schemas.ts';
import { byFolder } from './by-folder.ts';

/** A part of an API's document that is printed on its own: what it prints depends on nothing but itself. */
export interface DocumentSlice {
  readonly document: Readonly<Record<string, unknown>>;
  /** Components that are here only because others refer to them; what is printed of them is left out. */
  readonly borrowed: ReadonlySet<string>;
}

/** The model's document, as far as it is taken apart here. */
export interface BundledDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: { readonly schemas?: Components };
}

/** Operations and components that one slice can hold, if the whole document is no larger. */
const largestWhole = 60;
/** A slice is at least, on average (between two ends), and at most as long as this. */
const lengths = { least: 20, usual: 20, most: 60 } as const;

/**
 * Cuts a document into slices: hey-api's time grows with the square of a document's length, and after a change only the slices
 * that changed are printed again. Operations come first, so that the first slice has a client.
 */
export function documentSlices(api: Api, document: BundledDocument, whole = largestWhole): DocumentSlice[] {
  const all = document.components?.schemas ?? {};
  const isSmall = api.operations.length + Object.keys(all).length <= whole;
  if (isSmall) return [{ document: { ...document }, borrowed: new Set() }];
  const groups = [...byFolder(api.operations).values()].flatMap((operations) => cut(operations, ({ id }) => id));
  const operations = groups.map((group) => {
    const paths: Record<string, Record<string, unknown>> = {};
    for (const { path, method } of group.map(bundledPlace)) (paths[path] ??= {})[method] = document.paths?.[path]?.[method];
    return slice(document, paths, {});
  });
  const components = cut(Object.keys(all), (name) => name).map((names) =>
    slice(document, {}, Object.fromEntries(names.map((name) => [name, all[name] ?? true]))),
  );
  return [...operations, ...components];
}

function slice(document: BundledDocument, paths: object, own: Components): DocumentSlice {
  const borrowed = borrowedSchemas([paths, ...Object.values(own).filter((schema) => typeof schema === 'object')], document.components?.schemas ?? {});
  for (const name of Object.keys(own)) borrowed.delete(name);
  const schemas = { ...Object.fromEntries(borrowed), ...own };
  return {
    document: { ...document, paths, components: { ...document.components, schemas } },
    borrowed: new Set(borrowed.keys()),
  };
}

/** Cuts behind items whose own name says so: what is added or removed shifts no cut but those beside it. */
function cut<T>(items: readonly T[], nameOf: (item: T) => string): T[][] {
  const groups: T[][] = [];
  let open: T[] = [];
  for (const item of items) {
    open.push(item);
    if (open.length < lengths.least || (open.length < lengths.most && !isEnd(nameOf(item)))) continue;
    groups.push(open);
    open = [];
  }
  return open.length === 0 ? groups : [...groups, open];
}

function isEnd(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE() % lengths.usual === 0;
}
