import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportAsHtml } from '../conformance/verify/reports/html.ts';
import { errorsOf, type Told } from '../conformance/verify/reports/report.ts';
import { reportAsText } from '../conformance/verify/reports/text.ts';
import { hasColours } from '../generator/commands/report.ts';
import { startTestServer } from '../test/database.ts';
import { verifiedServices, verifyService } from '../test/verify-services.ts';
import { root } from './steps.ts';
import { verify as verifyOne } from './verify.ts';
import { showProgress } from './verify/show-progress.ts';

/**
 * `specwright verify` of this repository: without arguments, or with names of its services alone, starts these on fresh databases and
 * verifies each in full; with anything else it is the command of the package. Returns the exit code.
 */
export async function verify(args: readonly string[]): Promise<number> {
  const services = verifiedServices();
  if (!args.every((name) => services.includes(name))) return verifyOne(args);
  const server = await startTestServer();
  Object.assign(process.env, { SPECWRIGHT_TEST_SERVER: server.url, SPECWRIGHT_TEST_TEMPLATE: server.template });
  try {
    let faults = 0;
    for (const api of args.length === 0 ? services : args) faults += await verifyInFull(api);
    return faults === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/** Returns the number of faults. */
async function verifyInFull(api: string): Promise<number> {
  const report = await verifyService(api, {}, showProgress());
  const told: Told = { contract: `spec/${api}`, url: api, report, secrets: [] };
  const page = join(root, '.cache', 'verify', `${api}.html`);
  mkdirSync(join(page, '..'), { recursive: true });
  writeFileSync(page, reportAsHtml(told));
  process.stdout.write(`${api}\n${reportAsText(told, hasColours(process.stdout))}report: ${page}\n\n`);
  return errorsOf(report).length;
}
