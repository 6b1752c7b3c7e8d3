import type { Exchange } from './exchange.ts';
import type { ResolvedSettings } from './settings.ts';
import type { Context, Service } from './service.ts';

type HeaderList = readonly (readonly [name: string, value: string])[];

const none: HeaderList = [];

/** Cross-origin answers (WHATWG Fetch, "CORS protocol"), made ready once per service. */
export interface Cors {
  /** Headers of an actual answer to this origin. */
  actual(origin: string): HeaderList;
  /** Headers of the answer to a preflight for a path with these methods. */
  preflight(origin: string, methods: readonly string[], requestedHeaders: string): HeaderList;
}

const vary = ['vary', 'Origin'] as const;

/** Undefined when no origin may call. `*` lets every origin call, but never with credentials. */
export function prepareCors(settings: ResolvedSettings, service: Service<Context>): Cors | undefined {
  if (settings.corsOrigins.length === 0) return undefined;
  const any = settings.corsOrigins.includes('*');
  const exposed = ['access-control-expose-headers', exposedHeaders(service).join(', ')] as const;
  const actual = new Map(settings.corsOrigins.map((origin) => [origin, [...allow(origin), exposed]]));
  const anyOrigin = [['access-control-allow-origin', '*'] as const, exposed];
  const varying: HeaderList = [vary];
  return {
    actual: (origin) => (any ? anyOrigin : actual.get(origin) ?? varying),
    preflight: (origin, methods, requestedHeaders) => {
      if (origin === '' || !any && !actual.has(origin)) return any ? none : varying;
      const permitted = service.corsPermissions ?? { methods, headers: requestedHeaders === '' ? [] : [requestedHeaders] };
      return [...(any ? [['access-control-allow-origin', '*'] as const] : allow(origin)), ...permissions(permitted)];
    },
  };
}

function allow(origin: string): HeaderList {
  return [['access-control-allow-origin', origin], ['access-control-allow-credentials', 'true'], vary];
}

function permissions({ methods, headers }: NonNullable<Service<Context>['corsPermissions']>): HeaderList {
  const allowed = headers.length === 0 ? none : [['access-control-allow-headers', headers.join(', ')] as const];
  return [['access-control-allow-methods', methods.join(', ')], ...allowed, ['access-control-max-age', '600']];
}

/** What a script may read: the headers that the contract declares, and those the runtime adds. */
function exposedHeaders({ contract, rateLimitHeaders = 'X-RateLimit' }: Service<Context>): string[] {
  const declared = contract.operations.flatMap((row) => ('load' in row ? row.responseHeaders : Object.values(row.responses).flatMap(({ headers }) => headers)));
  const added = ['x-request-id', 'retry-after', ...['Limit', 'Remaining', 'Reset'].map((name) => `${rateLimitHeaders}-${name}`.toLowerCase())];
  return [...new Set([...added, ...declared])].sort();
}

/** The headers that a preflight asks for; only names that can be names are repeated to the browser. */
export function requestedHeaders(exchange: Exchange): string {
  const asked = exchange.headers['access-control-request-headers'] ?? '';
  return /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/.test(asked) ? asked : '';
}
