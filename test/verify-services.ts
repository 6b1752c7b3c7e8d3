import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openContract } from '../conformance/contract/open-contract.ts';
import { defaults, type VerifyOptions } from '../conformance/verify/options.ts';
import { verify, type Progress, type VerifyReport } from '../conformance/verify/verify.ts';
import type { ContractTarget } from './api/contract-target.ts';

const root = join(import.meta.dirname, '..');

/** APIs of this repository that say in `test/api/<api>/contract-target.ts` how their operations succeed. */
export function verifiedServices(): string[] {
  return readdirSync(join(root, 'spec')).filter((api) => existsSync(join(root, 'test/api', api, 'contract-target.ts')));
}

/** Starts a service on a database of its own, and holds it against its contract. */
export async function verifyService(api: string, options: Partial<VerifyOptions> = {}, progress?: Progress): Promise<VerifyReport> {
  const { startContractTarget } = (await import(`./api/${api}/contract-target.ts`)) as { readonly startContractTarget: () => Promise<ContractTarget> };
  const [target, contract] = await Promise.all([startContractTarget(), openContract(join(root, 'spec', api), { base: root })]);
  try {
    const { baseUrl, credentials, strangers, fixtures, channels } = target;
    const people = { secrets: credentials, strangers: strangers ?? {} };
    return await verify(contract, { ...defaults, ...people, url: baseUrl, fixtures: { ...fixtures, ...channels }, ...options }, progress);
  } finally {
    await target.close();
  }
}
