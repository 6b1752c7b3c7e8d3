import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Located } from '../load/located.ts';
import type { Reading } from './reading.ts';
import type { SecurityRule, SecurityScheme } from './types.ts';
import { warnOfHeaderName } from './warn-of-header-name.ts';

/** The security schemes of an API by name, from both documents. */
export class SecuritySchemes {
  readonly #reading: Reading;
  readonly #schemes = new Map<string, SecurityScheme>();
  /** Of types that no HTTP request can carry: refused where something asks for them. */
  readonly #offered = new Map<string, Located>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get all(): SecurityScheme[] {
    return [...this.#schemes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.#schemes.has(name);
  }

  /** Members of `components/securitySchemes`. */
  addComponents(components: Located | undefined): void {
    for (const [name, item] of components?.members() ?? []) this.add(name, item);
  }

  /** Members of `components/securitySchemes` of a document in which channels of other protocols may have schemes of their own. */
  offerComponents(components: Located | undefined): void {
    for (const [name, item] of components?.members() ?? []) {
      const scheme = this.#reading.follow(item);
      if (scheme !== undefined && isOfHttp(scheme)) this.add(name, item);
      else this.#offered.set(name, item);
    }
  }

  /** Adds a scheme; one of the same name in the other document has to be the same. */
  add(name: string, item: Located): void {
    const located = this.#reading.follow(item);
    const scheme = (located && readScheme(name, located, this.#reading)) ?? unheardOf(name, item);
    const known = this.#schemes.get(name);
    if (known !== undefined && !isSameScheme(known, scheme)) {
      const { file, line } = known.at;
      const message = `the scheme ${name} differs from the one at ${file}:${line}`;
      this.#reading.refuse('conflicting-security-scheme', item, message, 'Make them equal, or give one another name');
    } else if (known === undefined) {
      this.#schemes.set(name, scheme);
    }
  }

  /** A list of Security Requirement Objects; the nearest one counts: the operation's, else the root's. */
  readRule(requirements: Located | undefined): SecurityRule {
    const rule = (requirements?.items() ?? []).map((requirement) => this.#readAlternative(requirement));
    // Nothing but the empty alternative asks for nothing at all.
    return rule.every((alternative) => alternative.length === 0) ? [] : rule;
  }

  #readAlternative(requirement: Located): SecurityRule[number] {
    return requirement.members().map(([scheme, scopes]) => {
      const offered = this.#offered.get(scheme);
      if (!this.has(scheme) && offered !== undefined) this.add(scheme, offered);
      if (!this.has(scheme)) this.#refuseUnknown(scheme, scopes);
      return { scheme, scopes: scopes.items().map(({ value }) => String(value)) };
    });
  }

  #refuseUnknown(scheme: string, at: Located): void {
    const names = [...this.#schemes.keys()];
    const hint = names.length > 0 ? `Declared are: ${names.join(', ')}` : 'Declare it under components/securitySchemes';
    this.#reading.refuse('unknown-security-scheme', at.keyPosition, `there is no security scheme ${scheme}`, hint);
    this.#schemes.set(scheme, unheardOf(scheme, at));
  }
}

/** Where a contract is taken all the same, nobody gets in for whom sign-in does not know what the contract does not say. */
function unheardOf(name: string, { position: at }: Located): SecurityScheme {
  const httpScheme = name.replace(/[^!#$%&'*+.^`|~\w-]+/g, '-') || 'unknown';
  return { kind: 'security-scheme', name, type: 'http', httpScheme, description: '', at };
}

const httpTypes = new Set(['http', 'httpApiKey', 'oauth2', 'openIdConnect', 'mutualTLS']);

/** AsyncAPI's `apiKey` is one of a broker, in `user` or `password`; authors also write it for that of an HTTP request. */
function isOfHttp(scheme: Located): boolean {
  const type = scheme.text('type') ?? '';
  return httpTypes.has(type) || (type === 'apiKey' && /^(header|query|cookie)$/.test(scheme.text('in') ?? ''));
}

function isSameScheme(a: SecurityScheme, b: SecurityScheme): boolean {
  const essence = ({ at: _at, description: _description, ...rest }: SecurityScheme) => rest;
  return isDeepStrictEqual(essence(a), essence(b));
}

/** OpenAPI 3.1 and AsyncAPI 3.0, "Security Scheme Object". */
function readScheme(name: string, located: Located, reading: Reading): SecurityScheme | undefined {
  if (!isRecord(located.value)) return undefined;
  const common = { kind: 'security-scheme', name, description: located.text('description') ?? '', at: located.position } as const;
  switch (located.text('type')) {
    case 'http':
      return readHttpScheme(common, located, reading);
    case 'apiKey':
    case 'httpApiKey':
      return readApiKey(common, located, reading);
    case 'oauth2':
      return { ...common, type: 'oauth2', flows: (located.get('flows')?.value ?? {}) as SecurityScheme['flows'] };
    case 'openIdConnect':
      return { ...common, type: 'openIdConnect', url: located.text('openIdConnectUrl') ?? '' };
    case 'mutualTLS':
      return { ...common, type: 'mutualTLS' };
    default: {
      const message = `security schemes of type ${located.text('type') ?? '(none)'} are not supported`;
      const hint = 'Use http, apiKey (AsyncAPI: httpApiKey), oauth2, openIdConnect or mutualTLS';
      return reading.refuse('unsupported-security-scheme', located.get('type') ?? located, message, hint);
    }
  }
}

type Common = Pick<SecurityScheme, 'kind' | 'name' | 'description' | 'at'>;

/** Names of authentication schemes are tokens, the same in any letter case (RFC 9110 section 11.1). */
function readHttpScheme(common: Common, located: Located, reading: Reading): SecurityScheme | undefined {
  const written = located.text('scheme') ?? '';
  const scheme = written.toLowerCase();
  const bearerFormat = located.text('bearerFormat');
  if (scheme === 'basic') return { ...common, type: 'basic' };
  if (scheme === 'bearer') return { ...common, type: 'bearer', ...(bearerFormat === undefined ? {} : { bearerFormat }) };
  if (/^[!#$%&'*+.^`|~\w-]+$/.test(written)) return { ...common, type: 'http', httpScheme: written };
  const at = located.get('scheme') ?? located;
  const message = `the HTTP scheme ${written === '' ? '(none)' : JSON.stringify(written)} is no name of one`;
  const hint = 'Write the name of an HTTP authentication scheme, such as bearer, basic or digest';
  return reading.refuse('unsupported-security-scheme', at, message, hint);
}

function readApiKey(common: Common, located: Located, reading: Reading): SecurityScheme | undefined {
  const place = located.text('in');
  const key = located.text('name');
  if ((place === 'header' || place === 'query' || place === 'cookie') && key !== undefined) {
    if (place === 'header') warnOfHeaderName(key, located.get('name') ?? located, reading);
    return { ...common, type: 'apiKey', in: place, key };
  }
  const hint = 'Write name, and in: header, query or cookie (AsyncAPI: type httpApiKey)';
  return reading.refuse(
    'unsupported-security-scheme',
    located.get('in') ?? located,
    'the API key has no place in an HTTP request',
    hint,
  );
}
