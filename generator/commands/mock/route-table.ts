import { decodePercent } from './decode-percent.ts';
import { countUnmet, type Demand, type Headers } from './demands.ts';
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
  /** Those that its key writes out: without them nothing of the path is meant. */
  readonly written: readonly Demand[];
  readonly demands: readonly Demand[];
  readonly rank: string;
}

/** Finds the operation of a request. Of several templates that match, the one with the leftmost literal is meant. */
export class RouteTable {
  readonly #routes: readonly Route[];
  readonly #bases: readonly string[];

  /** Paths are found below each of `bases`, and as the document writes them. */
  constructor(operations: readonly MockOperation[], bases: readonly string[], demandsOf: (operation: MockOperation) => readonly Demand[]) {
    this.#routes = operations.map((operation) => toRoute(operation, demandsOf(operation))).sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    this.#bases = [...new Set([...bases, ''])].sort((a, b) => b.length - a.length);
  }

  /** Undefined when no template matches the path with any method. */
  find(method: string, url: string, headers: Headers = {}): Match | { readonly allow: readonly string[] } | undefined {
    const [path = '', search = ''] = url.split('?', 2);
    const query = new URLSearchParams(search);
    const routes = this.#bases.flatMap((base) => this.#below(base, path, query));
    const own = routes.filter(({ route }) => route.operation.method === method).map((each) => ({ ...each, unmet: countUnmet(each.route.demands, query, headers) }));
    // What is missing is the check's to say.
    const [found] = own.sort((a, b) => a.unmet - b.unmet);
    if (found !== undefined) return { operation: found.route.operation, path: found.path };
    return routes.length === 0 ? undefined : { allow: [...new Set(routes.map(({ route }) => route.operation.method))].sort() };
  }

  #below(base: string, path: string, query: URLSearchParams): { route: Route; path: Record<string, string> }[] {
    if (base !== '' && path !== base && !path.startsWith(`${base}/`)) return [];
    const rest = path.slice(base.length) || '/';
    return this.#routes.flatMap((route) => {
      if (countUnmet(route.written, query, {}) > 0) return [];
      const groups = route.pattern.exec(rest) ?? route.pattern.exec(decodePercent(rest));
      if (groups === null) return [];
      return [{ route, path: Object.fromEntries(route.names.map((name, index) => [name, groups[index + 1] ?? ''])) }];
    });
  }
}

function toRoute(operation: MockOperation, demands: readonly Demand[]): Route {
  const { template: path, constants = {}, inQuery } = readPathKey(operation.template);
  const names: string[] = [];
  const source = path.split(/(\{[^}/]*\})/).map((part) => {
    if (!isTemplate(part)) return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    names.push(part.slice(1, -1));
    return '([^/]+?)';
  });
  const written = demands.slice(0, Object.keys(constants).length + inQuery.size);
  return { operation, pattern: new RegExp(`^${source.join('')}$`), names, written, demands, rank: rankOf(path, demands.length) };
}

function isTemplate(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}');
}

/** Texts that sort as templates must be tried: per segment literal, then partly literal, then a parameter. */
function rankOf(path: string, demands: number): string {
  const segments = path.split('/').map((segment) => {
    if (!segment.includes('{')) return '0';
    return isTemplate(segment) && !segment.slice(1).includes('{') ? '2' : `1${String(1000 - segment.replace(/\{[^}]*\}/g, '').length)}`;
  });
  return `${segments.join('/')} ${Math.max(0, 9 - demands)}`;
}
