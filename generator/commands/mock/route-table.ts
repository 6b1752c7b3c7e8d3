import { decodePercent } from './decode-percent.ts';
import { readPathKey } from '../../model/path-key.ts';
import type { MockOperation } from './read-operations.ts';

export interface Match {
  readonly operation: MockOperation;
  /** By parameter, as it stood in the path. */
  readonly path: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: MockOperation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** Query parameters that stand in the template itself; undefined where any value will do. */
  readonly query: readonly (readonly [string, string | undefined])[];
  readonly rank: string;
}

/** Finds the operation of a request. Of several templates that match, the one with the leftmost literal is meant. */
export class RouteTable {
  readonly #routes: readonly Route[];
  readonly #bases: readonly string[];

  /** Paths are found below each of `bases`, and as the document writes them. */
  constructor(operations: readonly MockOperation[], bases: readonly string[]) {
    this.#routes = operations.map(toRoute).sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    this.#bases = [...new Set([...bases, ''])].sort((a, b) => b.length - a.length);
  }

  /** Undefined when no template matches the path with any method. */
  find(method: string, url: string): Match | { readonly allow: readonly string[] } | undefined {
    const [path = '', search = ''] = url.split('?', 2);
    const routes = this.#bases.flatMap((base) => this.#below(base, path, new URLSearchParams(search)));
    const found = routes.find(({ route }) => route.operation.method === method);
    if (found !== undefined) return { operation: found.route.operation, path: found.path };
    return routes.length === 0 ? undefined : { allow: [...new Set(routes.map(({ route }) => route.operation.method))].sort() };
  }

  #below(base: string, path: string, query: URLSearchParams): { route: Route; path: Record<string, string> }[] {
    if (base !== '' && path !== base && !path.startsWith(`${base}/`)) return [];
    const rest = path.slice(base.length) || '/';
    return this.#routes.flatMap((route) => {
      if (!route.query.every(([name, value]) => (value === undefined ? query.has(name) : query.get(name) === value))) return [];
      const groups = route.pattern.exec(rest) ?? route.pattern.exec(decodePercent(rest));
      if (groups === null) return [];
      return [{ route, path: Object.fromEntries(route.names.map((name, index) => [name, groups[index + 1] ?? ''])) }];
    });
  }
}

function toRoute(operation: MockOperation): Route {
  const { template: path, constants = {}, inQuery } = readPathKey(operation.template);
  const names: string[] = [];
  const source = path.split(/(\{[^}/]*\})/).map((part) => {
    if (!isTemplate(part)) return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    names.push(part.slice(1, -1));
    return '([^/]+?)';
  });
  const query = [...Object.entries(constants), ...[...inQuery.keys()].map((name) => [name, undefined] as const)];
  return { operation, pattern: new RegExp(`^${source.join('')}$`), names, query, rank: rankOf(path, query.length) };
}

function isTemplate(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}');
}

/** Texts that sort as templates must be tried: per segment literal, then partly literal, then a parameter. */
function rankOf(path: string, queries: number): string {
  const segments = path.split('/').map((segment) => {
    if (!segment.includes('{')) return '0';
    return isTemplate(segment) && !segment.slice(1).includes('{') ? '2' : `1${String(1000 - segment.replace(/\{[^}]*\}/g, '').length)}`;
  });
  return `${segments.join('/')} ${9 - queries}`;
}
