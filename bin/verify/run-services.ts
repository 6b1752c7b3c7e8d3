import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportAsHtml } from '../../conformance/verify/reports/html.ts';
import { errorsOf, type Told } from '../../conformance/verify/reports/report.ts';
import { reportAsText } from '../../conformance/verify/reports/text.ts';
import { hasColours } from '../../generator/commands/report.ts';
import { startTestServer } from '../../test/database.ts';
import { verifiedServices, verifyService } from '../../test/verify-services.ts';
import { root } from '../steps.ts';
import { showProgress } from './show-progress.ts';

/** Starts services of this repository, all or those that are named, on fresh databases, and verifies each in full. Returns the exit code. */
export async function runServices(names: readonly string[]): Promise<number> {
  const server = await startTestServer();
  Object.assign(process.env, { SPECWRIGHT_TEST_SERVER: server.url, SPECWRIGHT_TEST_TEMPLATE: server.template });
  try {
    let faults = 0;
    for (const api of names.length === 0 ? verifiedServices() : names) faults += await verifyInFull(api);
    return faults === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/** Returns the number of faults. */
async function verifyInFull(api: string): Promise<number> {
  const report = await verifyService(api, {}, showProgress());
  const told: Told = { contract: `spec/${api}`, url: api, report };
  const page = join(root, '.cache', 'verify', `${api}.html`);
  mkdirSync(join(page, '..'), { recursive: true });
  writeFileSync(page, reportAsHtml(told));
  process.stdout.write(`${api}\n${reportAsText(told, hasColours(process.stdout))}report: ${page}\n\n`);
  return errorsOf(report).length;
}
