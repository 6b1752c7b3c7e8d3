import type { Api, Operation } from '../../model/types.ts';
import type { ContractCase } from './contract-case.ts';
import { requestUrl, sampleRequest } from './sample-request.ts';
import type { SchemaTools } from './schema-tools.ts';

/** A path asked with a method that it does not have: 405, and `Allow` names those that it has (RFC 9110, section 15.5.6). */
export interface WrongMethodCase {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly allow: readonly string[];
}

/** HEAD and OPTIONS are the runtime's to answer. */
const candidates = ['DELETE', 'PATCH', 'PUT', 'POST', 'GET'];

export function wrongMethodCases(api: Api, tools: SchemaTools): WrongMethodCase[] {
  const paths = new Map<string, Operation[]>();
  for (const operation of api.operations) paths.set(operation.path, [...(paths.get(operation.path) ?? []), operation]);
  const isShadowed = shadowing([...paths.keys()]);
  return [...paths].flatMap(([path, operations]) => {
    const allow = operations.map(({ method }) => method.toUpperCase()).sort();
    const method = candidates.find((candidate) => !allow.includes(candidate));
    const sample = operations[0] && sampleRequest(operations[0], tools);
    if (method === undefined || sample === undefined || isShadowed(path)) return [];
    return [{ title: `${method} ${path}`, method, url: requestUrl(path, { ...sample, query: {} }), allow }];
  });
}

/** A literal path may also be matched by a template with the method in question. */
function shadowing(paths: readonly string[]): (path: string) => boolean {
  const parts = new Map(paths.map((path) => [path, path.split('/').map((part) => (part.includes('{') ? undefined : part))]));
  const isAlike = (some: readonly unknown[], others: readonly unknown[]) =>
    some.length === others.length &&
    some.every((part, index) => part === undefined || others[index] === undefined || part === others[index]);
  return (path) => [...parts].some(([other, segments]) => other !== path && isAlike(segments, parts.get(path) ?? []));
}

/** A path that no operation has. */
export function unknownPath({ operations }: Api): string {
  let path = '/no-such-path';
  while (operations.some((operation) => operation.path.startsWith(path) || /^\/\{[^}]+\}$/.test(operation.path))) {
    path += '/deeper/than/any';
    if (path.length > 100) break;
  }
  return path;
}

export type { ContractCase };
