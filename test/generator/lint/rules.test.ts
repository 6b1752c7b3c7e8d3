import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownRules } from '../../../generator/lint/own-rules.ts';
import { aDocument, lintText } from './lint-text.ts';

type Case = readonly [rule: string, title: string, text: string, sentence: RegExp];

const schema = (text: string) => aDocument({ schemas: `    Odd: ${text}`, operation: uses('Odd') });
const uses = (name: string) => `      parameters: [{ name: odd, in: query, schema: { $ref: '#/components/schemas/${name}' } }]`;
const names = Array.from({ length: 12 }, (_, index) => `pet_name_${index}: { type: string }`).join(', ');

const cases: readonly Case[] = [
  ['unsatisfiable-schema', 'an empty range', schema('{ type: integer, minimum: 5, maximum: 4 }'), /minimum 5 and maximum 4 leave nothing/],
  ['unsatisfiable-schema', 'bounds that meet and exclude', schema('{ type: number, exclusiveMinimum: 1, maximum: 1 }'), /leave nothing/],
  ['unsatisfiable-schema', 'a property required and forbidden', schema('{ type: object, required: [a], properties: { b: { type: string } }, additionalProperties: false }'), /a is required/],
  ['unsatisfiable-schema', 'parts of different types', schema("{ allOf: [{ type: string }, { $ref: '#/components/schemas/Pet' }] }"), /different types: string, object/],
  ['unsatisfiable-schema', 'a value within itself without end', schema("{ type: object, required: [odd], properties: { odd: { $ref: '#/components/schemas/Odd' } } }"), /Odd requires another Odd/],
  ['keyword-without-effect', 'a length of a number', schema('{ type: integer, maxLength: 5 }'), /maxLength has no effect on type integer/],
  ['duplicate-required', 'a name twice', schema('{ type: object, required: [a, a], properties: { a: { type: string } } }'), /a is required twice/],
  ['slow-pattern', 'a repetition of repetitions', schema("{ type: string, pattern: '^(a+)+$' }"), /repeats \(a\+\)\+/],
  ['unused-component', 'two that only use each other', aDocument({ schemas: "    One: { $ref: '#/components/schemas/Two' }\n    Two: { type: array, items: { $ref: '#/components/schemas/One' } }" }), /nothing uses (One|Two) of schemas/],
  ['inconsistent-naming', 'one name unlike all others', schema(`{ type: object, properties: { ${names}, petAge: { type: integer } } }`), /petAge is written in camelCase/],
  ['missing-example', 'a body without one', aDocument().replace(', example: { name: Rex }', ''), /the body of addPet has no example/],
  ['unsecured-write', 'a document that knows no security', aDocument({ head: '' }), /everybody may change something \(1 operations\)/],
  ['secret-in-url', 'a password in the query', aDocument({ operation: '      parameters: [{ name: password, in: query, schema: { type: string } }]' }), /password stands in the address/],
  ['ignored-parameter', 'a header that is none', aDocument({ operation: '      parameters: [{ name: Accept, in: header, schema: { type: string } }]' }), /Accept is ignored/],
  ['unquoted-status', 'a number for a status', aDocument().replace("'204':", '204:'), /the status 204 is a number/],
  [
    'clear-credentials',
    'a server without TLS',
    aDocument({ head: "servers: [{ url: 'http://pets.example.com' }]\nsecurity: [{ token: [] }]" }).replace('components:', 'components:\n  securitySchemes: { token: { type: http, scheme: bearer } }'),
    /credentials go to pets\.example\.com unencrypted/,
  ],
];

test('a document that keeps to all rules has no findings', async () => {
  assert.deepEqual(await lintText(aDocument()), []);
});

for (const [rule, title, text, sentence] of cases) {
  test(`${rule}: ${title} is found, at its line`, async () => {
    const findings = (await lintText(text)).filter((finding) => finding.rule === rule);
    assert.ok(findings.length > 0, `not found in ${text}`);
    assert.match(findings[0]?.message ?? '', sentence);
    assert.ok((findings[0]?.position.line ?? 0) > 2);
  });
}

test('every rule of ours has a case here', () => {
  assert.deepEqual(ownRules.map(({ id }) => id).filter((id) => !cases.some(([rule]) => rule === id)), []);
});

test('a list, an optional property or null ends what would go on without end', async () => {
  for (const way of ["type: array, items: { $ref: '#/components/schemas/Odd' }", "anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Odd' }]"]) {
    const findings = await lintText(schema(`{ type: object, required: [odd], properties: { odd: { ${way} } } }`));
    assert.deepEqual(findings.filter(({ rule }) => rule === 'unsatisfiable-schema'), []);
  }
});

test('an heir of a schema with a discriminator is used when the schema is', async () => {
  const base = '    Odd: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }';
  const heir = "    Heir: { allOf: [{ $ref: '#/components/schemas/Odd' }] }";
  const findings = await lintText(aDocument({ schemas: `${base}\n${heir}`, operation: uses('Odd') }));
  assert.deepEqual(findings.filter(({ rule }) => rule === 'unused-component'), []);
});

test('a schema of an event in x-events is used, also where the event is called default', async () => {
  const stream = "{ description: Done., content: { text/event-stream: { x-events: { default: { $ref: '#/components/schemas/Odd' } } } } }";
  const text = aDocument({ schemas: '    Odd: { type: string, maxLength: 9 }' }).replace("'204': { description: Done. }", `'200': ${stream}`);
  assert.deepEqual((await lintText(text)).filter(({ rule }) => rule === 'unused-component'), []);
});

test("what the generator refuses is an error, once, also where Redocly's rules say it in other words", async () => {
  const text = aDocument().replace('/pets:', '/pets/{id}:');
  const found = (await lintText(text)).map(({ rule, severity }) => `${severity} ${rule}`);
  assert.deepEqual(found, ['error undeclared-path-parameter']);
});

test('a reference that leads nowhere is found also where nothing leads to it', async () => {
  const rules = (await lintText(aDocument({ schemas: "    Odd: { $ref: '#/components/schemas/None' }" }))).map(({ rule }) => rule);
  assert.ok(rules.includes('broken-reference') && rules.includes('unused-component'), rules.join(' '));
});

test("an example that breaks its schema is an error, although the generator takes it", async () => {
  const [finding] = await lintText(aDocument().replace('{ name: Rex }', '{ name: 1 }'));
  assert.equal(`${finding?.severity} ${finding?.rule}`, 'error invalid-example');
});

test("rules of Redocly are asked, and set like ours", async () => {
  const text = aDocument().replace('      summary: Add a pet\n', '');
  assert.deepEqual((await lintText(text)).map(({ rule }) => rule), ['operation-summary']);
  const off = { rules: new Map([['operation-summary', { severity: 'off' as const }]]), exceptions: [], maxWarnings: 0 };
  assert.deepEqual(await lintText(text, off), []);
});
