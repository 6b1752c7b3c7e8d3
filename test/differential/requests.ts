import fc from 'fast-check';
import { mostly } from './mostly.ts';
import { oddTexts } from './odd-texts.ts';
import type { Operation, Parameter, Schema } from './oracle.ts';
import type { PlainRequest } from './plain-request.ts';
import { bodiesOf } from './request-bodies.ts';
import { valuesOf } from './schema-values.ts';
import { encodeAll, writeParameter, type Encode, type Written } from './written-parameter.ts';

/** Requests to a contract's operations: right ones, and ones that are wrong in a place or two. */
export function requestsTo(operations: readonly Operation[]): fc.Arbitrary<PlainRequest> {
  return fc
    .constantFrom(...operations)
    .chain((operation) =>
      fc.record({
        method: mostly(fc.constant(operation.method), fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH')),
        path: pathsOf(operation),
        query: queriesOf(operation),
        headers: headersOf(operation),
        body: bodiesOf(operation),
      }),
    )
    .map(({ headers, body, ...request }) => ({ ...request, headers: { ...headers, ...body.headers }, body: body.text }));
}

const encoders: readonly Encode[] = [
  encodeURIComponent,
  encodeAll,
  (text) => encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  (text) => [...text].map((character) => ({ a: '%61', 1: '%31' })[character] ?? encodeURIComponent(character)).join(''),
];

const schemaOf = ({ schema, content }: Parameter): Schema => schema ?? content?.['application/json']?.schema ?? {};

/** Undefined: left out. */
function written(parameter: Parameter): fc.Arbitrary<Written | undefined> {
  const right = fc
    .tuple(valuesOf(schemaOf(parameter)), fc.constantFrom(...encoders))
    .map(([value, encode]) => writeParameter(parameter, value, encode));
  const inPairs = parameter.in === 'query' || parameter.in === 'cookie';
  const wrong = oddTexts.map((text) =>
    inPairs ? { text: '', pairs: [{ name: encodeURIComponent(parameter.name), value: text }] } : { text, pairs: [] },
  );
  return fc.oneof(
    { arbitrary: right, weight: 8 },
    { arbitrary: wrong, weight: 2 },
    { arbitrary: fc.constant(undefined), weight: parameter.required ? 1 : 4 },
  );
}

function pathsOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const segments = names.map((name) =>
    written(parameters.find((parameter) => parameter.in === 'path' && parameter.name === name) as Parameter),
  );
  const filled = fc
    .tuple(...segments)
    .map((texts) => texts.reduce((rest, segment) => rest.replace(/\{[^}]+\}/, () => segment?.text ?? ''), path));
  return mostly(
    filled,
    fc.tuple(filled, fc.constantFrom(...misspellings)).map(([text, misspell]) => misspell(text) || '/'),
  );
}

const misspellings: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replace(/\/(?=[^/]*$)/, '//'),
  (path) => `${path}/more`,
  (path) => path.replace(/\/[^/]*$/, ''),
  (path) => path.replace(/\/[^/]*/, ''),
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace('.', 'x'),
];

function queriesOf({ parameters }: Operation): fc.Arbitrary<string> {
  const declared = parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .tuple(pairsOf(declared), mostly(fc.constant<string[]>([]), strayPairs(declared.map(({ name }) => name))))
    .map(([pairs, stray]) => [...pairs, ...stray].join('&'));
}

/** In any order, one of them perhaps twice. */
function pairsOf(parameters: readonly Parameter[]): fc.Arbitrary<string[]> {
  return fc
    .tuple(...parameters.map(written))
    .map((all) => all.flatMap((each) => each?.pairs ?? []).map(({ name, value }) => `${name}=${value}`))
    .chain((pairs) => fc.tuple(fc.shuffledSubarray(pairs, { minLength: pairs.length }), mostly(fc.constant(0), fc.constant(1))))
    .map(([pairs, repeated]) => [...pairs, ...pairs.slice(0, repeated)]);
}

function strayPairs(names: readonly string[]): fc.Arbitrary<string[]> {
  const name = fc.constantFrom('other', ...names);
  const odd = fc.tuple(
    name,
    fc.constantFrom(
      (it: string) => `${it}[]=1`,
      (it: string) => `${it}[x]=1`,
      (it: string) => `${it}[0]=1`,
      (it: string) => it,
      (it: string) => `${it}==1`,
      (it: string) => `=${it}`,
      (it: string) => `${it}=a?b`,
    ),
  );
  return fc.array(
    fc.oneof(
      odd.map(([it, spell]) => spell(encodeURIComponent(it))),
      fc.constantFrom('', '&', 'other=1', '__proto__=1', '__proto__[x]=1', '%zz=1'),
    ),
    { minLength: 1, maxLength: 2 },
  );
}

function headersOf({ parameters, isSecured }: Operation): fc.Arbitrary<Record<string, string>> {
  const declared = parameters.filter((parameter) => parameter.in === 'header');
  const headers = fc.tuple(...declared.map(written)).map((all): Record<string, string> => {
    const named = declared.map(({ name }, index): [string, string] => [name.toLowerCase(), all[index]?.text ?? '']);
    return Object.fromEntries(named.filter(([, text]) => isSendable(text)));
  });
  const cookies = pairsOf(parameters.filter((parameter) => parameter.in === 'cookie')).map((pairs): Record<string, string> =>
    pairs.length === 0 ? {} : { cookie: ['other=1', ...pairs].join('; ') },
  );
  return fc.tuple(headers, cookies).map(([a, b]) => ({ ...a, ...b, ...(isSecured ? { authorization: 'Bearer token' } : {}) }));
}

/** Headers of other characters are not the same bytes for everybody. */
function isSendable(text: string): boolean {
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}
