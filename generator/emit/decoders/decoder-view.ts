import type { Parameter } from '../../model/types.ts';
import { fieldName, parametersIn } from '../extra-schemas.ts';
import { key, literal, quote } from '../quote.ts';
import type { View } from '../render.ts';
import { pairCode, type OpenCase, type PairCode } from './pair-cases.ts';
import { valueCode, wholeText } from './value-code.ts';

/** What a decoder is printed for: an operation, or the handshake of a channel. */
export interface Decoded {
  readonly decoderName: string;
  /** Template of the path, for the order of its parameters. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

export interface Local {
  readonly parameter: Parameter;
  readonly name: string;
}

/** What `decoders.hbs` prints of one operation: TypeScript, or JavaScript. */
export function decoderView({ decoderName, path, parameters }: Decoded, isTyped: boolean): View {
  const query = { pairs: 'QueryPairs(raw.query)', ...pairsView(locals(parametersIn(parameters, 'query'))) };
  const cookies = { pairs: 'CookiePairs(raw.cookie)', ...pairsView(locals(parametersIn(parameters, 'cookie'))) };
  return {
    decoderName,
    type: typeCode('Decode', isTyped),
    declarations: declared([...query.declarations, ...cookies.declarations], isTyped),
    loops: [query, cookies].filter(({ cases, open }) => cases.length + open.length > 0),
    path: objectCode(parametersIn(parameters, 'path'), (parameter) =>
      valueCode(parameter, wholeText(parameter, `raw.path[${pathIndex(path, parameter)}] ?? ''`)),
    ),
    queryObject: gathered(locals(parametersIn(parameters, 'query'))),
    headers: objectCode(parametersIn(parameters, 'header'), headerCode),
    cookiesObject: gathered(locals(parametersIn(parameters, 'cookie'))),
  };
}

/** An annotation, in TypeScript. */
export function typeCode(type: string, isTyped: boolean): string {
  return isTyped ? `: ${type}` : '';
}

export function declared(declarations: readonly { readonly name: string; readonly type: string }[], isTyped: boolean): View[] {
  return declarations.map(({ name, type }) => ({ name, type: typeCode(type, isTyped) }));
}

/** What a loop over pairs does; `given`: code for some of the locals instead of a parameter's. */
export function pairsView(all: readonly Local[], given: ReadonlyMap<string, PairCode> = new Map()) {
  const codes = all.map(({ parameter, name }): [Local['name'], PairCode] => [name, given.get(name) ?? pairCode(parameter, name)]);
  const cases = firstOfEachName(codes.flatMap(([, found]) => found.cases));
  return {
    declarations: codes.map(([name, { type }]) => ({ name, type })),
    cases: cases.map(({ name, lines }, index) => ({ name, lines, word: index === 0 ? 'if' : '} else if' })),
    hasCases: cases.length > 0,
    open: elseChain(codes.flatMap(([, { open }]) => open)),
    isOpen: codes.some(([, { open }]) => open.length > 0),
  };
}

/** Several objects may be open; the first that takes the name gets it. */
function elseChain(open: readonly OpenCase[]): string[] {
  const catchAll = open.findIndex(({ condition }) => condition === undefined);
  const reachable = catchAll === -1 ? open : open.slice(0, catchAll + 1);
  return reachable.map(({ condition, statement }, index) =>
    [index > 0 ? 'else' : '', condition === undefined ? '' : `if (${condition})`, statement]
      .filter((text) => text !== '')
      .join(' '),
  );
}

function firstOfEachName<T extends { readonly name: string }>(cases: readonly T[]): T[] {
  return cases.filter(({ name }, index) => cases.findIndex((other) => other.name === name) === index);
}

/** Names of local variables, `limitQuery`, told apart where two parameters are spelled alike. */
export function locals(parameters: readonly Parameter[]): Local[] {
  const taken = new Set<string>();
  return parameters.map((parameter) => {
    const words = parameter.name
      .replace(/^\d+/, '')
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== '');
    const [first = '', ...rest] = [...words, parameter.in].map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const base = first.charAt(0).toLowerCase() + first.slice(1) + rest.join('');
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
    taken.add(name);
    return { parameter, name };
  });
}

function pathIndex(path: string, { name }: Parameter): number {
  return [...path.matchAll(/\{([^}]+)\}/g)].findIndex((match) => match[1] === name);
}

function headerCode(parameter: Parameter): string {
  const raw = `raw.headers[${quote(fieldName(parameter))}]`;
  return `${raw} === undefined${sentByItself(parameter, raw)} ? ${literal(parameter.shape.default)} : ${valueCode(parameter, wholeText(parameter, raw))}`;
}

/**
 * What `fetch` sends of itself, any language and a list of codings, is no preference of whoever wrote the request, and as if the header
 * were not there (RFC 9110, sections 12.5.3 and 12.5.4).
 */
function sentByItself(parameter: Parameter, raw: string): string {
  if (parameter.required) return '';
  if (fieldName(parameter) === 'accept-language') return ` || ${raw} === '*'`;
  const isOne = fieldName(parameter) === 'accept-encoding' && parameter.shape.types.every((type) => type !== 'array');
  return isOne ? ` || ${raw}.includes(',')` : '';
}

function gathered(all: readonly Local[]): string {
  const nameOf = new Map(all.map(({ parameter, name }) => [parameter, name]));
  return objectCode([...nameOf.keys()], (parameter) => {
    const local = nameOf.get(parameter) ?? '';
    const value = pairCode(parameter, local).value ?? local;
    return parameter.shape.default === undefined ? value : `${local} === undefined ? ${literal(parameter.shape.default)} : ${value}`;
  });
}

function objectCode(parameters: readonly Parameter[], code: (parameter: Parameter) => string): string {
  if (parameters.length === 0) return 'noParameters';
  const name = (parameter: Parameter) => (fieldName(parameter) === '__proto__' ? "['__proto__']" : key(fieldName(parameter)));
  const members = parameters.map((parameter) => `${name(parameter)}: ${code(parameter)}`);
  const line = `{ ${members.join(', ')} }`;
  return line.length <= 100 ? line : `{\n${members.map((text) => `      ${text},`).join('\n')}\n    }`;
}
