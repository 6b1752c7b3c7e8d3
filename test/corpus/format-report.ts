import type { CorpusResult } from './corpus-result.ts';

/** One line for a document. */
export function resultLine(result: CorpusResult): string {
  const { outcome, file, milliseconds, refusals, typeErrors, service, error } = result;
  const details = [
    ...(refusals.length > 0 ? [`${refusals.length} × ${[...new Set(refusals.map(({ code }) => code))].join(', ')}`] : []),
    ...(typeErrors && typeErrors.length > 0 ? [`${typeErrors.length} type errors: ${typeErrors[0]}`] : []),
    ...(service?.outcome === 'failed' ? [`service: ${service.faults.length} of ${service.asked} not answered: ${service.faults[0]}`] : []),
    ...(service && service.dataless.length > 0 ? [`no data was found for ${service.dataless.join(', ')}`] : []),
    ...(error === undefined ? [] : [error.split('\n', 3).join(' | ')]),
  ];
  return `${outcome.padEnd(9)} ${String(milliseconds).padStart(6)} ms  ${file}  ${details.join('; ')}`;
}

/** Counts, and the reasons of refusals by the number of documents that have them. */
export function summary(results: readonly CorpusResult[]): string {
  const lines = (['openapi', 'asyncapi'] as const).flatMap((kind) => kindLines(kind, results.filter((result) => result.kind === kind)));
  return lines.join('\n');
}

function kindLines(kind: string, results: readonly CorpusResult[]): string[] {
  if (results.length === 0) return [];
  const count = (outcome: CorpusResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const share = ((100 * count('generated')) / results.length).toFixed(1);
  const withTypeErrors = results.filter(({ typeErrors }) => (typeErrors?.length ?? 0) > 0).length;
  const failed = results.filter(({ service }) => service?.outcome === 'failed').length;
  const faulty = results.filter(({ refusals }) => refusals.length > 0 && refusals.every(({ code }) => !isOurs(code))).length;
  return [
    `${kind}: ${count('generated')} of ${results.length} generated (${share} %), ${count('refused')} refused, ${count('crashed')} crashed` +
      `, ${withTypeErrors} with type errors, ${failed} whose service failed`,
    `  ${faulty} of the refused have faults of their own and nothing that we do not support`,
    ...reasonLines(results),
  ];
}

function reasonLines(results: readonly CorpusResult[]): string[] {
  const documents = new Map<string, CorpusResult[]>();
  for (const result of results)
    for (const code of new Set(result.refusals.map((reason) => reason.code))) documents.set(code, [...(documents.get(code) ?? []), result]);
  return [...documents]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, refused]) => {
      const only = refused.filter(({ refusals }) => refusals.every((reason) => reason.code === code));
      const [first] = only.length > 0 ? only : refused;
      const reason = first?.refusals.find((candidate) => candidate.code === code);
      return `  ${String(refused.length).padStart(4)} (${only.length} for nothing else) ${code}: ${reason?.at} ${reason?.message} [${first?.file}]`;
    });
}

/** Whether a document is refused for what we do not support, rather than for what is wrong with it. */
function isOurs(code: string): boolean {
  return code.startsWith('unsupported-') || code === 'remote-reference';
}
