import { requestPreparer, type ParameterForm, type RequestPlan } from 'specwright/client';
import { operationUrl } from '../../../generator/model/operation-url.ts';
import { toBigInts } from '../../../generator/model/lift-int64.ts';
import type { Api, Operation, Parameter, SecurityScheme } from '../../../generator/model/types.ts';
import type { Case, Caller, Input } from '../case.ts';
import type { Secrets, VerifyOptions } from '../options.ts';
import { writeBody } from './write-body.ts';
import type { WireRequest } from './wire.ts';

export interface WriterOptions {
  /** Where the server is; a base path in it stands before that of the contract's, unless it is the same. */
  readonly baseUrl: string;
  /** By scheme: a token, a key, or `user:password`. */
  readonly secrets: Secrets;
  /** Of others, by their names. */
  readonly strangers: VerifyOptions['strangers'];
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes cases as the generated clients would write them, by the same code. */
export class RequestWriter {
  readonly #prepare: (caller: Caller) => ReturnType<typeof requestPreparer>;
  readonly #options: WriterOptions;
  readonly #baseUrl: string;
  readonly #plans = new Map<Operation, RequestPlan>();
  /** Every credential that was sent, wrong ones too, which tell most of the right one. */
  readonly secrets = new Set<string>();

  constructor({ securitySchemes, operations, channels }: Pick<Api, 'securitySchemes' | 'operations' | 'channels'>, options: WriterOptions) {
    const rows = Object.fromEntries(securitySchemes.map((scheme) => [scheme.name, rowOf(scheme)]));
    const prepare = (secrets: Secrets, change = (secret: string) => secret) => requestPreparer(rows, this.#remembered(secrets, change));
    const own: Readonly<Record<string, ReturnType<typeof prepare>>> = { given: prepare(options.secrets), garbled: prepare(options.secrets, garble), longer: prepare(options.secrets, withOtherEnd), unsigned: prepare(options.secrets, unsigned) };
    const others = Object.fromEntries(Object.entries(options.strangers).map(([name, secrets]) => [`as ${name}`, prepare(secrets)]));
    const nobody = prepare({});
    this.#prepare = (caller) => own[caller] ?? others[caller] ?? nobody;
    this.#options = options;
    this.#baseUrl = withoutBasePath(options.baseUrl, [...operations.map(({ path }) => path), ...channels.map(({ address }) => address)]);
  }

  /** @throws {TypeError} for a value that the style of its parameter has no room for */
  async write({ operation, input, caller, method, url: named, rawQuery, extraHeaders = {} }: Case): Promise<WireRequest> {
    const { url, headers } = await this.#prepare(caller)(this.#planOf(operation), toBigInts(caller === 'given' ? withoutBody(input) : withoutCredentials(input)) as Omit<Input, 'body'>);
    const body = input.body === undefined ? undefined : writeBody(input.body);
    for (const text of Object.values(explicitCredentials(input))) this.secrets.add(text.replace(/^\w+[ =]/, ''));
    const all = {
      accept: acceptOf(operation),
      ...this.#options.headers,
      ...headers,
      ...(caller === 'given' ? withCookies(explicitCredentials(input), headers['cookie'], input) : {}),
      ...(body === undefined ? {} : { 'content-type': body.contentType }),
      ...extraHeaders,
    };
    return {
      method: (method ?? operation.method).toUpperCase(),
      url: named ?? this.#baseUrl + url + (rawQuery === undefined ? '' : (url.includes('?') ? '&' : '?') + rawQuery),
      headers: lowered(all),
      ...(body === undefined ? {} : { body: body.bytes }),
    };
  }

  #remembered(secrets: Secrets, change: (secret: string) => string): Secrets {
    const told = async (secret: Secrets[string]) => {
      const sent = change(typeof secret === 'function' ? await secret() : secret);
      this.secrets.add(sent);
      return sent;
    };
    return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, () => told(secret)]));
  }

  #planOf(operation: Operation): RequestPlan {
    const known = this.#plans.get(operation);
    if (known !== undefined) return known;
    const { security } = operation;
    const plan = { path: operationUrl(operation), forms: formsOf(operation), security: security.map((all) => all.map(({ scheme }) => scheme)) };
    this.#plans.set(operation, plan);
    return plan;
  }
}

function withoutBasePath(baseUrl: string, paths: readonly string[]): string {
  const own = baseUrl.replace(/\/$/, '');
  if (own === '') return '';
  const { origin, pathname } = new URL(own);
  return pathname !== '/' && paths.every((path) => path.startsWith(`${pathname}/`)) ? origin : own;
}

/** What a fixture says of who is calling counts more than what is said of all requests. */
function explicitCredentials({ headers }: Input): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (/^(authorization|cookie)$/i.test(name) ? [[name.toLowerCase(), String(value)]] : [])));
}

/** Of two that differ in letter case only the later one counts. */
function lowered(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A declared cookie is what the case says, not what the header of a fixture said first. */
function withCookies(explicit: Record<string, string>, prepared: string | undefined, { cookies }: Input): Record<string, string> {
  const isDeclared = (pair: string) => Object.hasOwn(cookies, pair.split('=')[0] ?? '');
  const pairs = [...(explicit['cookie'] ?? '').split('; ').filter((pair) => pair !== '' && !isDeclared(pair)), ...(prepared ?? '').split('; ').filter(isDeclared)];
  return explicit['cookie'] === undefined ? explicit : { ...explicit, cookie: pairs.join('; ') };
}

/** For whoever is not the one that a fixture speaks of. */
function withoutCredentials(input: Input): Omit<Input, 'body'> {
  const explicit = Object.keys(explicitCredentials(input));
  return { ...withoutBody(input), headers: Object.fromEntries(Object.entries(input.headers).filter(([name]) => !explicit.includes(name.toLowerCase()))) };
}

function withoutBody({ path, query, headers, cookies }: Input): Omit<Input, 'body'> {
  return { path, query, headers, cookies };
}

function formsOf({ parameters }: Operation): NonNullable<RequestPlan['forms']> {
  const formsIn = (place: Parameter['in']) =>
    Object.fromEntries(parameters.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, formOf(parameter)]));
  return { path: formsIn('path'), query: formsIn('query'), headers: formsIn('header'), cookies: formsIn('cookie') };
}

function formOf({ style, explode, allowReserved, contentType }: Parameter): ParameterForm {
  return contentType === undefined ? { style, explode, reserved: allowReserved } : { json: true };
}

/** Every media type that some answer may have. */
function acceptOf({ responses }: Operation): string {
  const types = responses.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType));
  return [...new Set(types), '*/*;q=0.1'].join(', ');
}

function rowOf({ type, name, in: place, key, httpScheme, url }: SecurityScheme) {
  if (type === 'apiKey') return { kind: type, name, in: place ?? 'header', key: key ?? name } as const;
  if (type === 'http') return { kind: type, name, authScheme: httpScheme ?? '' } as const;
  if (type === 'openIdConnect') return { kind: type, name, url: url ?? '' } as const;
  return { kind: type, name } as const;
}

/** What the secret begins with may be all that is compared. */
function withOtherEnd(secret: string): string {
  const end = secret.at(-1) === 'x' ? 'yx' : 'xy';
  return secret.slice(0, -1) + end;
}

/** A token without a signature, which says so itself (RFC 7519 section 6); undefined where it is no token of this kind. */
export function unsignedToken(secret: string): string | undefined {
  const claims = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(secret)?.[1];
  return claims === undefined || !secret.startsWith('eyJ') ? undefined : `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`;
}

function unsigned(secret: string): string {
  return unsignedToken(secret) ?? garble(secret);
}

/** As long as the secret and of the same letters as far as may be, and wrong. */
function garble(secret: string): string {
  const middle = Math.floor(secret.length / 2);
  const letter = secret[middle] === 'x' ? 'y' : 'x';
  return secret === '' ? 'x' : secret.slice(0, middle) + letter + secret.slice(middle + 1);
}
