import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Finding } from '../../../conformance/verify/finding.ts';
import { reportAsJson } from '../../../conformance/verify/reports/json.ts';
import { reportAsHtml } from '../../../conformance/verify/reports/html.ts';
import { reportAsMarkdown } from '../../../conformance/verify/reports/markdown.ts';
import type { Told } from '../../../conformance/verify/reports/report.ts';
import { reportAsSarif } from '../../../conformance/verify/reports/sarif.ts';

const share = { reached: 1, all: 2 };
const finding: Finding = {
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
const told = (findings: readonly Finding[]): Told => ({
  contract: 'openapi.yaml',
  url: 'http://127.0.0.1:1',
  report: { findings, requests: 3, seconds: 0.5, notes: [], coverage: { operations: share, succeeded: share, statuses: share, parameters: share, mediaTypes: share, bounds: share, violations: { ...share, reachable: 1 }, branches: share, messages: share, map: [{ operation: 'getPet', statuses: [{ status: '200', count: 3 }, { status: '404', count: 0 }] }], missed: ['getPet 404'] }, secrets: ['top-secret'] },
});

test('the page needs no network, and nothing that a server says becomes markup or a script', () => {
  const page = reportAsHtml(told([finding]));
  assert.ok(!page.includes('<script>alert') && !page.includes('<b>name'));
  assert.match(page, /default-src 'none'/);
  assert.doesNotMatch(page, /(?:src|href)=/);
  assert.match(page, /<span class="bad">1 fault<\/span>/);
  assert.match(page, /<th scope="row">getPet<td class="hit"[^>]*>3<td class="miss"[^>]*>0/);
  assert.match(page, /<td>operations called<td><meter value="50" max="100">/);
});

test('the JSON report keeps to its schema', () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../conformance/verify/verify-report.schema.json'), 'utf8')) as object;
  const isReport = new Ajv2020().compile(schema);
  assert.ok(isReport(JSON.parse(reportAsJson(told([finding])))), JSON.stringify(isReport.errors));
});

test('SARIF points at the line of the contract, and markdown keeps its table and its fences', () => {
  const { runs } = JSON.parse(reportAsSarif(told([finding]))) as { runs: { results: { level: string; locations: { physicalLocation: unknown }[] }[] }[] };
  const [result] = runs[0]?.results ?? [];
  assert.deepEqual(result?.locations[0]?.physicalLocation, { artifactLocation: { uri: 'spec/a%20b.yaml' }, region: { startLine: 12, startColumn: 7 } });
  assert.equal(result?.level, 'error');
  const markdown = reportAsMarkdown(told([finding]));
  assert.match(markdown, /\| error \| `response-schema` \| `getPet` \| a \\<b\\>name\\<\/b\\> \\\| is \\`missing\\` \| `spec\/a b\.yaml:12:7` \|/);
  assert.match(markdown, /\n````\ncurl [^`]*<script>alert\(1\)<\/script>```\n````/);
});

test('no report tells a credential, and all say so where nothing was found', () => {
  for (const reporter of [reportAsHtml, reportAsMarkdown, reportAsSarif]) assert.ok(!reporter(told([finding])).includes('top-secret'));
  for (const reporter of [reportAsHtml, reportAsMarkdown]) assert.match(reporter(told([])), /The server keeps its contract/);
});
