import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fixtures } from '../../conformance/verify/supply.ts';
import { UsageError } from '../../generator/commands/arguments.ts';

/** What a hook knows of the server that the contract does not tell. */
export interface Prepared {
  /** By security scheme. */
  readonly credentials?: Readonly<Record<string, Secret>>;
  /** Somebody else's, who may not see what belongs to the first. */
  readonly strangers?: Readonly<Record<string, Secret>>;
  readonly fixtures?: Fixtures;
}

type Secret = string | undefined | (() => string | Promise<string>);

/** Calls the `prepare` of a module with the server's address. */
export async function callHook(file: string, url: string): Promise<Prepared> {
  const module = (await import(pathToFileURL(path.resolve(file)).href)) as { readonly prepare?: (target: { readonly url: string }) => Prepared | Promise<Prepared> };
  if (typeof module.prepare !== 'function') throw new UsageError(`specwright verify: ${file} exports no function prepare`);
  return module.prepare({ url });
}

/** Credentials as texts; what makes them is asked once. */
export async function readSecrets(secrets: Readonly<Record<string, Secret>> = {}): Promise<Record<string, string>> {
  const read = await Promise.all(Object.entries(secrets).map(async ([name, secret]) => [name, typeof secret === 'function' ? await secret() : secret] as const));
  return Object.fromEntries(read.flatMap(([name, secret]) => (secret === undefined ? [] : [[name, secret]])));
}
