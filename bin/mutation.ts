import { startTestServer } from '../test/database.ts';
import { judgeMutants, type Verdict } from '../test/conformance/mutation/judge-mutants.ts';
import { verifiedServices } from '../test/verify-services.ts';

const count = 48;
/** Of all mutants, in percent, found by errors: warnings alone do not make a run fail. */
const bar = 95;

/**
 * `specwright mutation [api …]`: changes the contract of each service in many ways that break it, and counts how many of them
 * `specwright verify` finds in the unchanged service. Returns the exit code.
 */
export async function mutation(args: readonly string[]): Promise<number> {
  const server = await startTestServer();
  Object.assign(process.env, { SPECWRIGHT_TEST_SERVER: server.url, SPECWRIGHT_TEST_TEMPLATE: server.template });
  try {
    let isEnough = true;
    for (const api of args.length === 0 ? verifiedServices() : args) isEnough = (await count95(api)) && isEnough;
    return isEnough ? 0 : 1;
  } finally {
    await server.stop();
  }
}

async function count95(api: string): Promise<boolean> {
  console.log(api);
  const verdicts = await judgeMutants(api, count, tell);
  const found = verdicts.filter((verdict) => (verdict.found?.length ?? 0) > 0).length;
  const byErrors = verdicts.filter(({ errors }) => errors.length > 0).length;
  console.log(`  ${found} of ${verdicts.length} found, ${byErrors} of them by errors\n`);
  return byErrors * 100 >= verdicts.length * bar;
}

function tell({ name, kind, found, errors }: Verdict): void {
  const word = found === undefined ? 'refused' : errors.length > 0 ? 'found' : found.length > 0 ? 'warned' : 'MISSED';
  console.log(`  ${word.padEnd(8)}${kind.padEnd(14)} ${name}${found === undefined ? '' : `: ${found.join(', ')}`}`);
}
