import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DriftReport } from '../conformance/drift/find-drift.ts';
import { readNamesAndArguments, UsageError } from '../generator/commands/arguments.ts';

const driftHelp = `specwright drift <document> --url <address> [options]

Says what a running server answers that its contract does not have, and which operations of the contract it does not have. Plain requests
are sent to every operation, GET and OPTIONS to addresses that are not in the contract.

  --url <address>        where the server is
  --auth <scheme>=<x>    a credential by the name of its security scheme; may be repeated
  --set <name>=<x>       value of a parameter; may be repeated
  --hook <file>          a module that makes credentials and inputs, as for verify
  --metrics <address>    also sum up what the metrics of a service of ours say of answers that break the contract
  --json                 for programs
  --allow-host           the server may be on another machine
  --lenient              take a document with faults that leave the rest sound
  --help                 this text

Exit code: 0 none, 1 drift was found, 2 an option or the contract was refused, 3 the server cannot be reached.`;

const options = {
  url: { type: 'string' },
  auth: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  hook: { type: 'string' },
  metrics: { type: 'string' },
  json: { type: 'boolean' },
  'allow-host': { type: 'boolean' },
  lenient: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `specwright drift`: returns the exit code. */
export async function drift(args: readonly string[]): Promise<number> {
  const { values: given, names } = readNamesAndArguments('drift', args, options);
  if (given.help === true) return (console.log(driftHelp), 0);
  const [target, ...others] = names;
  if (target === undefined || others.length > 0 || !existsSync(target)) throw new UsageError('specwright drift: name one document that is there (specwright drift --help)');
  const { openContract } = await import('../conformance/contract/open-contract.ts');
  const { findDrift } = await import('../conformance/drift/find-drift.ts');
  const { breachesIn } = await import('../conformance/drift/read-metrics.ts');
  const { isReached, refuseFarHost } = await import('./verify/reach-host.ts');
  const { readOptions } = await import('./verify/read-options.ts');
  const { withHook } = await import('./verify/hook.ts');
  const { readIdentities } = await import('./verify/identities.ts');
  const asked = readOptions({ url: given.url, set: given.set });
  await refuseFarHost(asked.url, given['allow-host'] === true);
  const contract = await openContract(path.resolve(target), { base: process.cwd(), lenient: given.lenient === true });
  if (!(await isReached(asked.url))) return (console.error(`specwright drift: nobody answers at ${asked.url}`), 3);
  const { secrets } = readIdentities(given.auth ?? [], contract.api.securitySchemes.map(({ name }) => name));
  const report = await findDrift(contract, await withHook({ ...asked, secrets }, given.hook));
  const breaches = given.metrics === undefined ? [] : breachesIn(await (await fetch(given.metrics)).text());
  if (given.json === true) console.log(JSON.stringify({ version: 1, ...report, breaches }, null, 2));
  else console.log([...linesOf(report), ...breaches.map(({ operation, count }) => `answers that broke the contract: ${operation} ${count}`)].join('\n'));
  return report.undocumented.length + report.unimplemented.length + breaches.length > 0 ? 1 : 0;
}

function linesOf({ undocumented, unimplemented, requests, notes }: DriftReport): string[] {
  return [
    ...undocumented.map(({ method, path: where, how }) => `not in the contract: ${method} ${where} (${how})`),
    ...unimplemented.map(({ operationId, message, position: { file, line } }) => `not in the server: ${operationId} (${file}:${line}): ${message}`),
    ...notes.map((note) => `note: ${note}`),
    `${undocumented.length + unimplemented.length === 0 ? 'no drift' : `${undocumented.length} not in the contract, ${unimplemented.length} not in the server`}; ${requests} requests`,
  ];
}
