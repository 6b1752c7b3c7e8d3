import type { SecuritySchemeRow } from '../contract.ts';
import { proveCaller, type Alternatives, type Proof, type Secrets } from './credentials.ts';
import { encodeHeader, encodePath } from './encode-path.ts';
import { encodePairs } from './encode-query.ts';
import type { ParameterForm } from './parameter-text.ts';

type Forms = Readonly<Record<string, ParameterForm>>;
type Values = Readonly<Record<string, unknown>>;

/** What generated code knows of an operation's request. */
export interface RequestPlan {
  /** The template, base path included; behind a `?` what tells it from others of its path. */
  readonly path: string;
  /** Of parameters that are not written in the default form of their place. */
  readonly forms?: { readonly path?: Forms; readonly query?: Forms; readonly headers?: Forms; readonly cookies?: Forms };
  readonly security?: Alternatives;
}

export interface RequestInput {
  readonly path?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly cookies?: object;
}

/** A request's address, without the service's, and its headers. */
export interface PreparedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes parameters as the contract says, and puts credentials where it wants them. `more` are headers of the caller's own. */
export type PrepareRequest = (plan: RequestPlan, input: RequestInput, more?: Readonly<Record<string, string>>) => Promise<PreparedRequest>;

export function requestPreparer(schemes: Readonly<Record<string, SecuritySchemeRow | undefined>>, secrets: Secrets): PrepareRequest {
  return async (plan, input, more = {}) => {
    const proof = await proveCaller(schemes, plan.security ?? [], secrets);
    return { url: urlOf(plan, input, proof), headers: headersOf(plan, input, proof, more) };
  };
}

function urlOf({ path, forms = {} }: RequestPlan, input: RequestInput, proof: Proof): string {
  const [template = '', constants] = path.split('?');
  const pairs = [...(constants === undefined ? [] : [constants]), ...pairsOf(input.query, forms.query), ...pairsOf(proof.query, {})];
  const filled = encodePath(template, { ...input.path }, forms.path ?? {});
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

function headersOf({ forms = {} }: RequestPlan, input: RequestInput, proof: Proof, more: Readonly<Record<string, string>>): Record<string, string> {
  const declared = entriesOf(input.headers).map(([name, value]) => [name, encodeHeader(name, value, forms.headers?.[name])]);
  const cookie = [...pairsOf(input.cookies, forms.cookies), ...Object.entries(proof.cookies).map(([name, value]) => `${name}=${value}`)].join('; ');
  return { ...Object.fromEntries(declared) as Record<string, string>, ...(cookie === '' ? {} : { cookie }), ...proof.headers, ...more };
}

function pairsOf(values: object | undefined, forms: Forms = {}): string[] {
  return entriesOf(values).flatMap(([name, value]) => encodePairs(name, value, forms[name]));
}

function entriesOf(values: object | undefined): [string, unknown][] {
  return Object.entries((values ?? {}) as Values).filter(([, value]) => value !== undefined);
}
