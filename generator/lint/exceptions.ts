import path from 'node:path';
import type { Finding } from './finding.ts';
import type { Exception } from './settings.ts';

export interface Looked {
  /** Absolute folder that positions are relative to. */
  readonly base: string;
  /** Names, as positions show them, of the files that were read. */
  readonly files: Iterable<string>;
}

/** Findings without those that are known and wanted; an exception that fits nothing any more is a finding of its own. */
export function applyExceptions(findings: readonly Finding[], exceptions: readonly Exception[], { base, files }: Looked): Finding[] {
  const used = new Set<Exception>();
  const read = new Set([...files].map((file) => path.resolve(base, file)));
  const left = findings.filter((finding) => {
    const exception = exceptions.find((candidate) => covers(candidate, finding, base));
    if (exception !== undefined) used.add(exception);
    return exception === undefined;
  });
  const unused = exceptions.filter((exception) => !used.has(exception) && read.has(exception.path));
  return [...left, ...unused.map(toFinding)];
}

function covers({ rule, path: file, pointer }: Exception, { rule: found, position }: Finding, base: string): boolean {
  const isWithin = position.pointer === pointer || position.pointer.startsWith(`${pointer}/`);
  return rule === found && isWithin && file === path.resolve(base, position.file);
}

function toFinding({ rule, position }: Exception): Finding {
  const message = `nothing is found there by ${rule} any more`;
  return { rule: 'unused-exception', severity: 'warn', message, hint: 'Remove the exception', position };
}
