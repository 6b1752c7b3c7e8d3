import type { Finding } from '../../../conformance/verify/finding.ts';
import type { Told } from '../../../conformance/verify/reports/report.ts';

const share = { reached: 1, all: 2 };
/** Of an operation that does not keep its contract. */
export const finding: Finding = {
  id: '0a1b2c3d',
  check: 'response-schema',
  severity: 'error',
  operationId: 'getPet',
  message: 'a <b>name</b> | is `missing`',
  position: { file: 'spec/a b.yaml', line: 12, column: 7, pointer: '/paths/~1pets/get' },
  about: 'a plain request',
  phase: 'probe',
  request: { method: 'GET', url: 'http://127.0.0.1:1/pets', headers: { 'x-key': 'top-secret' } },
  response: { status: 200, headers: { 'content-type': ['text/html'] }, body: Buffer.from('<script>alert(1)</script>```'), isCut: false, milliseconds: 1 },
  isFlaky: false,
  count: 2,
};

/** A run that found this. */
export const told = (findings: readonly Finding[]): Told => ({
  contract: 'openapi.yaml',
  url: 'http://127.0.0.1:1',
  report: { findings, requests: 3, seconds: 0.5, seed: 1, changed: [], notes: [], coverage: { operations: share, succeeded: share, statuses: share, parameters: share, mediaTypes: share, bounds: share, violations: { ...share, reachable: 1 }, branches: share, messages: share, map: [{ operation: 'getPet', statuses: [{ status: '200', count: 3 }, { status: '404', count: 0 }] }], missed: ['getPet 404'] }, secrets: ['top-secret'] },
});
