import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openContract, type Contract } from '../conformance/contract/open-contract.ts';
import { defaults, type VerifyOptions } from '../conformance/verify/options.ts';
import { verify, type Progress, type VerifyReport } from '../conformance/verify/verify.ts';
import type { ContractTarget } from './api/contract-target.ts';

export const specFolder = join(import.meta.dirname, '..', 'spec');

/** APIs of this repository that say in `test/api/<api>/contract-target.ts` how their operations succeed. */
export function verifiedServices(): string[] {
  return readdirSync(specFolder).filter((api) => existsSync(join(import.meta.dirname, 'api', api, 'contract-target.ts')));
}

/** A running service of this repository, to be held against contracts. */
export interface VerifiedService {
  verify(contract: Contract, options?: Partial<VerifyOptions>, progress?: Progress): Promise<VerifyReport>;
  close(): Promise<void>;
}

/** Starts a service on a database of its own. */
export async function startVerified(api: string): Promise<VerifiedService> {
  const { startContractTarget } = (await import(`./api/${api}/contract-target.ts`)) as { readonly startContractTarget: () => Promise<ContractTarget> };
  const target = await startContractTarget();
  const { baseUrl, credentials, strangers, fixtures, channels } = target;
  const others: VerifyOptions['strangers'] = strangers === undefined ? {} : { other: strangers };
  const usual = { ...defaults, secrets: credentials, strangers: others, url: baseUrl, fixtures: { ...fixtures, ...channels } };
  return { verify: (contract, options = {}, progress) => verify(contract, { ...usual, ...options }, progress), close: () => target.close() };
}

/** Starts a service, and holds it against its contract. */
export async function verifyService(api: string, options: Partial<VerifyOptions> = {}, progress?: Progress): Promise<VerifyReport> {
  const service = await startVerified(api);
  try {
    return await service.verify(await openContract(join(specFolder, api), { base: join(specFolder, '..') }), options, progress);
  } finally {
    await service.close();
  }
}
