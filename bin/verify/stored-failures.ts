import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Phase } from '../../conformance/verify/case.ts';
import type { Asked } from '../../conformance/verify/reports/regression.ts';
import { errorsOf, type Told } from '../../conformance/verify/reports/report.ts';
import { UsageError } from '../../generator/commands/arguments.ts';

/** A fault as `specwright verify replay <id>` looks for it again; there is no secret in it. */
export interface StoredFailure extends Asked {
  readonly id: string;
  /** Relative to the folder in which it was stored. */
  readonly document: string;
  readonly url: string;
  readonly operation: string;
  readonly phase: Phase;
  readonly check: string;
  readonly message: string;
}

const folder = path.join('.verify', 'failures');

/** Keeps every fault of a run under `.verify/failures/`. */
export function storeFailures({ contract, url, report }: Told, asked: Asked): void {
  const errors = errorsOf(report).filter(({ request }) => request !== undefined);
  if (errors.length === 0) return;
  mkdirSync(folder, { recursive: true });
  for (const { id, check, operationId: operation, message, phase } of errors) {
    const stored: StoredFailure = { id, document: contract, url, operation, phase: phase as Phase, ...asked, check, message };
    writeFileSync(fileOf(id), `${JSON.stringify(stored, null, 2)}\n`);
  }
}

export function readFailure(id: string): StoredFailure {
  if (!/^[\da-f]{8}$/.test(id) || !existsSync(fileOf(id))) throw new UsageError(`specwright verify: there is no fault ${id} in ${folder}`);
  return JSON.parse(readFileSync(fileOf(id), 'utf8')) as StoredFailure;
}

/** In the order of their ids. */
export function storedFailures(): readonly StoredFailure[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => (/^[\da-f]{8}\.json$/.test(name) ? [readFailure(name.slice(0, 8))] : [])).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function forgetFailure(id: string): void {
  rmSync(fileOf(id), { force: true });
}

function fileOf(id: string): string {
  return path.join(folder, `${id}.json`);
}
