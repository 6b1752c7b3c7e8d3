import type { Api, Link, Operation } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key, literal, quote } from '../quote.ts';
import { render, type View } from '../render.ts';

/** `client/links.ts`: from answers to the inputs of the operations that they lead to; nothing where the contract has no links. */
export function emitLinks(api: Api): OutputFile[] {
  if (api.links.length === 0) return [];
  const byId = new Map(api.operations.map((operation) => [operation.id, operation]));
  const groups = api.operations.flatMap((operation): View[] => {
    const links = sameLinks(api.links.filter(({ from }) => from === operation.id));
    return links.length === 0 ? [] : [{ key: operation.functionName, links: links.flatMap(({ link, name, statuses }) => {
      const target = byId.get(link.to);
      return target === undefined ? [] : [linkView(operation, target, { link, name, statuses })];
    }) }];
  });
  const outcomes = [...new Set(groups.flatMap(({ links }) => (links as View[]).map(({ outcome }) => outcome as string)))].sort();
  return [{ path: 'client/links.ts', text: render('client-links', { header: header(`spec/${api.name}`), outcomes: outcomes.join(', '), groups }) }];
}

interface NamedLink {
  readonly link: Link;
  readonly name: string;
  readonly statuses: readonly string[];
}

/** A link that several answers share is one; where another one has its name, the status is added to the later one's. */
function sameLinks(links: readonly Link[]): NamedLink[] {
  const found = new Map<string, NamedLink>();
  const names = new Set<string>();
  for (const link of links) {
    const { name, status, to, parameters, body } = link;
    const identity = JSON.stringify([name, to, parameters, body]);
    const known = found.get(identity);
    if (known !== undefined) {
      found.set(identity, { ...known, statuses: [...known.statuses, status] });
      continue;
    }
    const free = names.has(name) ? `${name}${status}` : name;
    names.add(free);
    found.set(identity, { link, name: free, statuses: [status] });
  }
  return [...found.values()];
}

function linkView(from: Operation, to: Operation, { link, name, statuses }: NamedLink): View {
  const { description } = link;
  const plan = linkPlan(from, link);
  const exact = statuses.every((status) => /^\d+$/.test(status));
  const outcome = `${from.typeName}Outcome`;
  return {
    key: key(name),
    doc: docComment('    ', `From ${statuses.join(', ')} of ${from.functionName} to ${to.functionName}.`, description),
    outcome,
    answer: exact ? `Extract<${outcome}, { readonly status: ${statuses.join(' | ')} }>` : outcome,
    request: JSON.stringify(plan).includes('$request.') ? `, request: Input<${quote(from.functionName)}>` : '',
    usesRequest: JSON.stringify(plan).includes('$request.'),
    plan: literal(plan),
    type: inputType(to, link),
  };
}

const places = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;

function linkPlan(from: Operation, { parameters, body }: Link): object {
  const parts = Object.entries(places).map(([place, part]): [string, object] => {
    const own = parameters.filter((parameter) => parameter.in === place);
    return [part, Object.fromEntries(own.map(({ name, value }) => [name, value]))];
  });
  return {
    method: from.method.toUpperCase(),
    ...Object.fromEntries(parts.filter(([, values]) => Object.keys(values).length > 0)),
    ...(body === undefined ? {} : { body: body.value }),
  };
}

/** What a link knows of the next input; the caller adds what else it needs. */
function inputType({ functionName }: Operation, { parameters, body }: Link): string {
  const input = `Input<${quote(functionName)}>`;
  const parts = Object.entries(places).flatMap(([place, part]) => {
    const names = parameters.filter((parameter) => parameter.in === place).map(({ name }) => quote(name));
    return names.length === 0 ? [] : [`readonly ${part}: Pick<NonNullable<${input}['${part}']>, ${names.join(' | ')}>`];
  });
  const all = [...parts, ...(body === undefined ? [] : [`readonly body: ${input}['body']`])];
  return all.length === 0 ? 'Record<never, never>' : `{ ${all.join('; ')} }`;
}
