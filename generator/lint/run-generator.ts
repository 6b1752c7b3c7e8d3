import type { Refusal } from '../load/refusal.ts';
import { Refusals } from '../load/refusals.ts';
import { loadApi } from '../model/load-api.ts';
import type { Fault } from './finding.ts';
import type { SubjectOptions } from './subject.ts';

export interface GeneratorVerdict {
  readonly refusals: readonly Fault[];
  /** What it takes, and has a word about. */
  readonly warnings: readonly Fault[];
  /** Text of what was read, by the name that positions show; empty where nothing was refused. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What `specwright generate` would refuse, by the same words. */
export async function runGenerator(target: string, options: SubjectOptions): Promise<GeneratorVerdict> {
  try {
    const { warnings } = await loadApi(target, { ...options, cache: false });
    return { refusals: [], warnings: warnings.map(toFault), texts: new Map() };
  } catch (error) {
    if (!(error instanceof Refusals)) throw error;
    return { refusals: error.refusals.map(toFault), warnings: [], texts: error.texts };
  }
}

function toFault({ code, ...fault }: Refusal): Fault {
  return { rule: code, ...fault };
}
