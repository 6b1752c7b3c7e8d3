import type { Secrets, VerifyOptions } from '../../conformance/verify/options.ts';
import { UsageError } from '../../generator/commands/arguments.ts';

type Identities = Pick<VerifyOptions, 'secrets' | 'strangers'>;

/** A secret, whose it is, and what it is for. Without a name it is the first one's. */
interface Credential {
  readonly identity: string;
  readonly scheme: string;
  readonly secret: string;
}

/**
 * Who asks, and everybody else: `<scheme>=<secret>`, `<name>:<scheme>=<secret>`, or `<name>=<secret>` where there is only one scheme. The first
 * one asks; whoever has another name must not reach what the first one made.
 * @throws {UsageError}
 */
export function readIdentities(texts: readonly string[], schemes: readonly string[]): Identities {
  const credentials = texts.map((text) => readCredential(text, schemes));
  const names = new Set(credentials.map(({ identity }) => identity));
  const [first] = names.has('') ? [''] : names;
  const secretsOf = (name: string): Secrets => Object.fromEntries(credentials.filter(({ identity }) => identity === name).map(({ scheme, secret }) => [scheme, secret]));
  const others = [...names].filter((name) => name !== first);
  return { secrets: first === undefined ? {} : secretsOf(first), strangers: Object.fromEntries(others.map((name) => [name, secretsOf(name)])) };
}

function readCredential(text: string, schemes: readonly string[]): Credential {
  const place = text.indexOf('=');
  if (place < 1) throw new UsageError('specwright verify: --auth wants <scheme>=<secret>, or <name>:<scheme>=<secret> for several people');
  const [key, secret] = [text.slice(0, place), text.slice(place + 1)];
  const [identity = '', ...rest] = key.split(':');
  if (rest.length > 0) return { identity, scheme: known(rest.join(':'), key, schemes), secret };
  if (schemes.includes(key)) return { identity: '', scheme: key, secret };
  const [only, ...others] = schemes;
  if (only !== undefined && others.length === 0) return { identity: key, scheme: only, secret };
  if (only === undefined) throw new UsageError(`specwright verify: --auth ${key}=…: the contract has no security scheme`);
  throw new UsageError(`specwright verify: --auth ${key}=… is no security scheme of the contract, which has ${schemes.join(', ')}; for somebody called ${key} write --auth ${key}:<scheme>=…`);
}

function known(scheme: string, key: string, schemes: readonly string[]): string {
  if (schemes.includes(scheme)) return scheme;
  throw new UsageError(`specwright verify: --auth ${key}=… names the scheme ${scheme}, which the contract does not have; it has ${schemes.join(', ') || 'none'}`);
}
