import { isDeepStrictEqual } from 'node:util';
import type { Operation, Oracle, Parameter } from './oracle.ts';
import { decodeText, rawPairs, type Outcome, type PlainRequest, type Reason, type Values } from './plain-request.ts';
import type { Recorder } from './recorder.ts';

/** One thing in which the two sides part: for a request that both refuse there is none, whatever their reasons. */
export interface Disagreement extends Reason {
  /** Who alone refuses; or that both accept, but understand a parameter differently; or that they find different operations. */
  readonly what: 'we refuse' | 'they refuse' | 'values differ' | 'operations differ';
  readonly request: PlainRequest;
  /** The declared parameter of `place` and `name`, if there is one. */
  readonly parameter: Parameter | undefined;
  /** How the parameter is spelled in the request, each time that it occurs; or the body. */
  readonly raw: readonly string[];
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

export async function disagreementsOver(request: PlainRequest, recorder: Recorder, oracle: Oracle): Promise<Disagreement[]> {
  const ours = await recorder.ask(request);
  const theirs = oracle.ask(request);
  return points(ours, theirs).map(([what, reason]) => {
    const operation = oracle.operations.find(({ id }) => 'operation' in ours && id === ours.operation);
    const parameter = operation?.parameters.find((each) => each.in === reason.place && nameOf(each) === reason.name);
    return { ...reason, what, request, parameter, raw: rawOf(request, operation, reason), ours, theirs };
  });
}

type Point = readonly [what: Disagreement['what'], reason: Reason];

function points(ours: Outcome, theirs: Outcome): Point[] {
  const isFound = 'operation' in ours && 'operation' in theirs;
  if (!isFound) return ours.kind === theirs.kind ? [] : [differentOperations];
  if (ours.operation !== theirs.operation && theirs.operation !== '') return [differentOperations];
  if (ours.kind === 'rejected') return theirs.kind === 'rejected' ? [] : ours.reasons.map((reason) => ['we refuse', reason]);
  if (theirs.kind === 'rejected') return theirs.reasons.map((reason) => ['they refuse', reason]);
  return differentValues(ours.values, theirs.values);
}

const differentOperations: Point = ['operations differ', { place: 'path', name: '', keyword: 'route' }];

function differentValues(ours: Values, theirs: Values): Point[] {
  const parameters = (['path', 'query', 'header', 'cookie'] as const).flatMap((place) => {
    const names = new Set([...Object.keys(ours[place]), ...Object.keys(theirs[place])]);
    return [...names]
      .filter((name) => !isSame(ours[place][name], theirs[place][name]))
      .map((name) => ({ place, name, keyword: 'value' }));
  });
  const body =
    ours.body === undefined || isSame(ours.body, theirs.body) ? [] : [{ place: 'body', name: '', keyword: 'value' } as const];
  return [...parameters, ...body].map((reason) => ['values differ', reason]);
}

/** As JSON: neither prototypes nor undefined members count. */
export function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function nameOf(parameter: Parameter): string {
  return parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
}

function rawOf(
  { path, query, headers, body }: PlainRequest,
  operation: Operation | undefined,
  { place, name }: Reason,
): string[] {
  switch (place) {
    case 'path': {
      const index = (operation?.path ?? '').split('/').indexOf(`{${name}}`);
      return index === -1 ? [] : [path.split('/')[index] ?? ''];
    }
    case 'query':
      return rawPairs(query, '&')
        .filter((pair) => ownerOf(pair.name) === name)
        .map(({ value }) => value);
    case 'cookie':
      return rawPairs(headers['cookie'] ?? '', ';')
        .filter((pair) => pair.name === name)
        .map(({ value }) => value);
    case 'header':
      return headers[name] === undefined ? [] : [headers[name]];
    default:
      return body === undefined ? [] : [body];
  }
}

/** `range[from]` belongs to `range`. */
function ownerOf(rawName: string): string {
  return decodeText(rawName).replace(/(?<=.)\[.*$/s, '');
}
