import { existsSync } from 'node:fs';
import path from 'node:path';
import { openContract, type Contract } from '../../conformance/contract/open-contract.ts';
import { UsageError } from '../../generator/commands/arguments.ts';
import { openAtRevision } from '../open-at-revision.ts';
import type { Given } from '../verify.ts';

/** What the contract is compared with: another document, or the same one at a git revision. @throws {UsageError} */
export async function openBase(target: string, { base, 'base-git': revision, lenient = false }: Given): Promise<Contract | undefined> {
  if (base !== undefined && revision !== undefined) throw new UsageError('specwright verify: --base and --base-git exclude each other');
  if (revision !== undefined) return openAtRevision(path.resolve(target), revision, { command: 'verify', lenient });
  if (base === undefined) return undefined;
  if (!existsSync(base)) throw new UsageError(`specwright verify: there is no ${base}`);
  return openContract(path.resolve(base), { base: process.cwd(), lenient });
}
