import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Secrets, VerifyOptions } from '../../conformance/verify/options.ts';
import type { Fixtures } from '../../conformance/verify/supply.ts';
import { UsageError } from '../../generator/commands/arguments.ts';

/** What a hook knows of the server that the contract does not tell. */
export interface Prepared {
  /** By security scheme. */
  readonly credentials?: Secrets;
  /** Of others by their names, who may not see what belongs to the first. */
  readonly strangers?: VerifyOptions['strangers'];
  readonly fixtures?: Fixtures;
}

/** Calls the `prepare` of a module with the server's address. */
async function callHook(file: string, url: string): Promise<Prepared> {
  const module = (await import(pathToFileURL(path.resolve(file)).href)) as { readonly prepare?: (target: { readonly url: string }) => Prepared | Promise<Prepared> };
  if (typeof module.prepare !== 'function') throw new UsageError(`specwright verify: ${file} exports no function prepare`);
  return module.prepare({ url });
}

/** What the user said on the command line counts more than what the hook says. */
export async function withHook(options: VerifyOptions, file: string | undefined): Promise<VerifyOptions> {
  if (file === undefined) return options;
  const { credentials, strangers, fixtures = {} } = await callHook(file, options.url);
  return { ...options, fixtures, secrets: { ...credentials, ...options.secrets }, strangers: { ...strangers, ...options.strangers } };
}
