import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { reportAsJson } from '../../../conformance/verify/reports/json.ts';
import { reportAsHtml } from '../../../conformance/verify/reports/html.ts';
import { reportAsMarkdown } from '../../../conformance/verify/reports/markdown.ts';
import { reportAsSarif } from '../../../conformance/verify/reports/sarif.ts';
import { finding, told } from './told.ts';

test('the page needs no network, and nothing that a server says becomes markup or a script', () => {
  const page = reportAsHtml(told([finding]));
  assert.ok(!page.includes('<script>alert') && !page.includes('<b>name'));
  assert.match(page, /default-src 'none'/);
  assert.doesNotMatch(page, /(?:src|href)=/);
  assert.match(page, /<span class="bad">1 way in which the server breaks its contract<\/span>/);
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
  for (const reporter of [reportAsHtml, reportAsMarkdown]) assert.match(reporter(told([])), /the server keeps its contract/i);
});
