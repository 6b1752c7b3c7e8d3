import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Finding } from '../../../generator/lint/finding.ts';
import { reporters } from '../../../generator/lint/reports/reporters.ts';

const position = { file: 'spec/a b/openapi.yaml', line: 2, column: 3, pointer: '/paths/~1a' };
const findings: readonly Finding[] = [
  { rule: 'missing-example', severity: 'warn', message: 'no example, 100 %', hint: 'Add one', position },
  { rule: 'broken-reference', severity: 'error', message: 'nothing there', hint: 'Did you mean x?', position },
];
const report = { findings, texts: new Map([[position.file, 'paths:\n  /a:\n']]), base: '/work', colours: false };
const print = (format: string) => reporters[format]?.(report) ?? '';

test('people see the place, what is wrong, what to do, and the lines', () => {
  assert.equal(
    print('human').split('\n\n\n')[0]?.trimEnd(),
    'spec/a b/openapi.yaml:2:3 warning missing-example: no example, 100 %\n  Add one\n\n  1 | paths:\n  2 |   /a:\n    |   ^\n\nspec/a b/openapi.yaml:2:3 error broken-reference: nothing there\n  Did you mean x?\n\n  1 | paths:\n  2 |   /a:\n    |   ^',
  );
});

test('programs get each finding, flat, and the counts', () => {
  const { findings: rows, errors, warnings } = JSON.parse(print('json')) as { findings: unknown[]; errors: number; warnings: number };
  assert.deepEqual([rows[0], errors, warnings], [{ rule: 'missing-example', severity: 'warn', message: 'no example, 100 %', hint: 'Add one', ...position }, 1, 1]);
});

test('GitHub gets a workflow command for each, escaped', () => {
  assert.equal(
    print('github'),
    '::warning file=spec/a b/openapi.yaml,line=2,col=3,title=missing-example::no example, 100 %25. Add one.\n::error file=spec/a b/openapi.yaml,line=2,col=3,title=broken-reference::nothing there. Did you mean x?\n',
  );
});

test('the SARIF log keeps to the published schema, with and without findings', () => {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json').replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
  // Draft 4 by name; it uses nothing that later drafts read otherwise.
  const schema = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), $schema: undefined, id: undefined };
  const validate = new Ajv({ strict: false, unicodeRegExp: false, formats: { uri: true, 'uri-reference': true, 'date-time': true } }).compile(schema);
  for (const shown of [report, { ...report, findings: [] }]) {
    const log: unknown = JSON.parse(reporters['sarif']?.(shown) ?? '');
    assert.ok(validate(log), JSON.stringify(validate.errors));
  }
  assert.match(print('sarif'), /"uri": "spec\/a%20b\/openapi\.yaml"/);
});
