import { startTestServer } from '../test/database.ts';
import { judgeMutants } from '../test/conformance/mutation/judge-mutants.ts';
import { verifiedServices } from '../test/verify-services.ts';

const count = 48;
/** Of all mutants, in percent. */
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
  const verdicts = await judgeMutants(api, count, ({ name, kind, found }) => console.log(`  ${found === undefined ? 'refused' : found.length > 0 ? 'found  ' : 'MISSED '} ${kind.padEnd(14)} ${name}${found === undefined ? '' : `: ${found.join(', ')}`}`));
  const found = verdicts.filter((verdict) => (verdict.found?.length ?? 0) > 0).length;
  console.log(`  ${found} of ${verdicts.length} found\n`);
  return found * 100 >= verdicts.length * bar;
}
