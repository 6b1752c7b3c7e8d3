import type { Api, Parameter, SecurityRule } from '../model/types.ts';
import { literal } from './quote.ts';

interface Captured {
  readonly parameters: readonly Parameter[];
  readonly security: SecurityRule;
  readonly idempotency?: { readonly header: string } | undefined;
}

/** What has to be copied out of a request while it can be read: declared parameters, and what security and idempotency read. */
export function capturesCode(api: Api, { parameters, security, idempotency }: Captured): string {
  const names = new Set(security.flat().map(({ scheme }) => scheme));
  const schemes = api.securitySchemes.filter(({ name }) => names.has(name));
  const headers = [
    ...schemes.filter(({ type }) => type !== 'apiKey' && type !== 'mutualTLS').map(() => 'authorization'),
    ...schemes.filter((scheme) => scheme.in === 'header').map(({ key }) => key ?? ''),
    ...parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name),
    ...(idempotency === undefined ? [] : [idempotency.header]),
  ];
  const isRead = (place: Parameter['in']) =>
    parameters.some((parameter) => parameter.in === place) || schemes.some((scheme) => scheme.in === place);
  return literal({
    path: parameters.filter((parameter) => parameter.in === 'path').length,
    query: isRead('query'),
    headers: [...new Set(headers.map((name) => name.toLowerCase()))].sort(),
    cookies: isRead('cookie'),
  });
}
