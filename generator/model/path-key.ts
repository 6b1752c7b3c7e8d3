import type { Position } from '../load/position.ts';
import type { Reading } from './reading.ts';

/** What a member of `paths` says. */
export interface PathKey {
  /** What is matched with the path of a request. */
  readonly template: string;
  /** Constants that a request's query has to have: `/rest?method=find`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Parameters that stand in the query, by their names there: `/current?lat={latitude}` has `lat` → `latitude`. */
  readonly inQuery: ReadonlyMap<string, string>;
  /** What only tells one such member from another: `/objects#Create`. */
  readonly fragment?: string;
}

/**
 * Takes a key of `paths` apart. The specification wants a path and nothing else; in contracts that describe older services there are
 * queries and fragments, which tell operations of one path apart, and the expansion of RFC 6570, section 3.2.5 (`{.format}`).
 */
export function readPathKey(key: string): PathKey {
  const [whole = '', ...fragments] = key.split('#');
  const [path = '', ...queries] = expandQuery(whole).split('?');
  const pairs = [...new URLSearchParams(queries.join('?'))].filter(([name]) => name !== '');
  const named = pairs.flatMap(([name, value]) => (isParameter(value) ? [[name, value.slice(1, -1)] as const] : []));
  const constants = pairs.filter(([, value]) => !isParameter(value));
  return {
    template: expandLabels(path),
    ...(constants.length === 0 ? {} : { constants: Object.fromEntries(constants) }),
    inQuery: new Map(named),
    ...(fragments.length === 0 ? {} : { fragment: fragments.join('#') }),
  };
}

/** Warns of what of a key is no path, or none by the specification. */
export function warnOfPathKey(written: string, { template, fragment }: PathKey, at: Position, reading: Reading): void {
  if (fragment !== undefined) {
    const hint = 'Join what has the same path and method, and remove the fragment';
    reading.warn('invalid-path', at, `no request carries the fragment of ${written}`, hint);
  }
  if (!/\{\.[^{}]+\}/.test(written)) return;
  reading.warn('unsupported-path-template', at, `${written} is read as ${template}, by RFC 6570`, 'Write the dot in front of the brace');
}

function isParameter(text: string): boolean {
  return /^\{[^{}]+\}$/.test(text);
}

/** `/pets{?name,kind}` → `/pets?name={name}&kind={kind}` (RFC 6570, section 3.2.8). */
function expandQuery(key: string): string {
  return key.replace(/\{([?&])([^{}]+)\}/g, (_, operator: string, names: string) =>
    operator + names.split(',').map((name) => `${name}={${name}}`).join('&'),
  );
}

/** `/pets{.format}` → `/pets.{.format}`: the name stays as it is declared. */
function expandLabels(path: string): string {
  return path.replace(/\.?\{(\.[^{}]+)\}/g, '.{$1}');
}
