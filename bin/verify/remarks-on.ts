import path from 'node:path';
import type { Contract } from '../../conformance/contract/open-contract.ts';
import type { Remark } from '../../conformance/verify/phases/lint.ts';
import { readLintSettings } from '../../generator/commands/lint-settings.ts';
import { contractFaults } from '../../generator/lint/contract-faults.ts';
import { isFile } from '../../generator/load/open-documents.ts';

/** What `specwright lint` finds wrong with a contract that was taken, by the settings of `specwright.yaml`; its advice is left out. */
export async function remarksOn(target: string, { warnings }: Contract, lenient: boolean): Promise<readonly Remark[]> {
  const document = path.resolve(target);
  const root = isFile(document) ? path.dirname(document) : document;
  return contractFaults(document, { base: process.cwd(), root, warnings, lenient, settings: await readLintSettings({}) });
}
