import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import type { Finding } from '../../../conformance/verify/finding.ts';
import { specFolder, startVerified } from '../../verify-services.ts';
import { mutantsOf, type Json, type Mutant } from './mutants.ts';

export interface Verdict {
  readonly name: string;
  readonly kind: string;
  /** Checks that found it, warnings too, of which the true contract has none either; undefined for a contract that was refused, and counts for nothing. */
  readonly found: readonly string[] | undefined;
  /** Those of them that make a run fail. */
  readonly errors: readonly string[];
}

/** Changes the contract of a service in so many ways, evenly of all kinds, and asks verify each time whether the service keeps it. */
export async function judgeMutants(api: string, count: number, tell: (verdict: Verdict) => void = () => undefined): Promise<Verdict[]> {
  const document = parse(readFileSync(join(specFolder, api, 'openapi.yaml'), 'utf8')) as Json;
  const service = await startVerified(api);
  const verdicts: Verdict[] = [];
  try {
    for (const mutant of evenly(mutantsOf(document))) {
      if (verdicts.filter(({ found }) => found !== undefined).length >= count) break;
      const contract = await openMutant(api, document, mutant);
      const only = [mutant.name.split(':')[0] ?? ''];
      const report = contract && (await service.verify(contract, { only, phases: ['probe', 'examples', 'coverage', 'negative', 'protocol'] }));
      const findings = report?.findings.filter(({ isFlaky }) => !isFlaky);
      const verdict = { name: mutant.name, kind: mutant.kind, found: findings && checksOf(findings), errors: checksOf(findings?.filter(({ severity }) => severity === 'error') ?? []) };
      verdicts.push(verdict);
      tell(verdict);
    }
    return verdicts.filter(({ found }) => found !== undefined);
  } finally {
    await service.close();
  }
}

function checksOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ check }) => check))];
}

/** One of each kind, then the next of each, each time of another operation. */
export function evenly(mutants: readonly Mutant[]): Mutant[] {
  const kinds = [...new Set(mutants.map(({ kind }) => kind))].map((kind) => mutants.filter((mutant) => mutant.kind === kind));
  const spread = kinds.map((members) => members.map((_, index) => members[(index * stride(members.length)) % members.length] as Mutant));
  const most = Math.max(...spread.map(({ length }) => length));
  return Array.from({ length: most }, (_, round) => spread.flatMap((members) => members[round] ?? [])).flat();
}

/** A step that reaches every index once. */
function stride(length: number): number {
  const isCommon = (a: number, b: number): boolean => (b === 0 ? a > 1 : isCommon(b, a % b));
  let step = Math.max(1, Math.floor(length / 2.6));
  while (isCommon(length, step)) step += 1;
  return step;
}

export async function openMutant(api: string, document: Json, { change }: Mutant): Promise<Contract | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-mutant-'));
  try {
    const copy = structuredClone(document);
    change(copy);
    for (const name of readdirSync(join(specFolder, api))) writeFileSync(join(folder, name), name === 'openapi.yaml' ? JSON.stringify(copy) : readFileSync(join(specFolder, api, name)));
    return await openContract(folder, { base: folder });
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusals') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
