import path from 'node:path';
import { isFile } from '../load/open-documents.ts';
import type { Finding, Setting } from './finding.ts';
import { lintTarget } from './lint-target.ts';
import { noSettings } from './settings.ts';

export interface LintOptions {
  /** Folder that the paths in positions are relative to; default: the current directory. */
  readonly base?: string;
  /** Folder that no file of the contract may lie outside of; default: the contract's own folder. */
  readonly root?: string;
  /** Rules that are to weigh something else than by default; `specwright lint --rules` lists all. */
  readonly rules?: Readonly<Record<string, Setting>>;
}

/** What `specwright lint` finds in a document, or in those of a folder, in order of file and place. */
export async function lintContract(target: string, { base, root, rules = {} }: LintOptions = {}): Promise<readonly Finding[]> {
  const absolute = path.resolve(target);
  const folder = isFile(absolute) ? path.dirname(absolute) : absolute;
  const severities = new Map(Object.entries(rules).map(([rule, severity]) => [rule, { severity }]));
  const options = { base: base ?? process.cwd(), root: root ?? folder };
  const { findings } = await lintTarget(absolute, options, { ...noSettings, rules: severities });
  return findings;
}
