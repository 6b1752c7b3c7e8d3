import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import type { Phase } from '../../../conformance/verify/case.ts';
import { errorsOf } from '../../../conformance/verify/reports/report.ts';
import { verify, type VerifyReport } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { json, key, problem, startShop, type Answer, type Asked, type Difference } from './shop-server.ts';

let contract: Contract;
before(async () => {
  const folder = contractFolder({ 'openapi.yaml': shopContract });
  contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
});

async function look(difference: Difference, phases: readonly Phase[] = defaults.phases): Promise<VerifyReport> {
  const shop = await startShop(difference);
  try {
    return await verify(contract, { ...defaults, url: shop.url, secrets: { key }, phases });
  } finally {
    await shop.close();
  }
}

/** Where a check looks, besides at every answer: other phases would only take their time. */
const phasesOf: Readonly<Partial<Record<string, readonly Phase[]>>> = {
  'no-server-error': ['probe', 'coverage', 'protocol'],
  'invalid-rejected': ['probe', 'negative', 'protocol'],
  'valid-accepted': ['probe', 'coverage'],
  'no-stack-leak': defaults.phases,
  'auth-enforced': ['probe', 'protocol'],
  'malformed-body-400': ['probe', 'protocol'],
  'unsupported-media-type-415': ['probe', 'protocol'],
  'method-not-allowed': ['probe', 'protocol'],
  'allow-header': ['probe', 'protocol'],
  'available-after-create': ['probe', 'stateful'],
  'read-your-write': ['probe', 'stateful'],
  'gone-after-delete': ['probe', 'stateful'],
};

const is = (asked: Asked, method: string, path: RegExp) => asked.method === method && path.test(asked.path);
const body = (answer: Answer) => JSON.parse(answer.body ?? 'null') as Record<string, unknown>;
const changed = (answer: Answer, change: (value: Record<string, unknown>) => void) => {
  const value = body(answer);
  change(value);
  answer.body = JSON.stringify(value);
};
const without = (...path: [string, string]): Difference => ({ schema: ({ properties }) => void delete properties[path[0]]?.[path[1]] });
const onCreated = (change: (answer: Answer) => void): Difference => ({ after: (answer) => answer.status === 201 && change(answer) });

/** One bug at a time: what it is, the check that has to find it, and how the server has it. */
const bugs: readonly (readonly [string, string, Difference])[] = [
  ['takes names that are too short', 'invalid-rejected', without('name', 'minLength')],
  ['takes names that are too long', 'invalid-rejected', without('name', 'maxLength')],
  ['takes numbers for names', 'invalid-rejected', { schema: ({ properties }) => void (properties['name'] = {}) }],
  ['takes any kind', 'invalid-rejected', without('kind', 'enum')],
  ['takes negative ages', 'invalid-rejected', without('age', 'minimum')],
  ['takes ages beyond the maximum', 'invalid-rejected', without('age', 'maximum')],
  ['takes ages that are one beyond the maximum', 'invalid-rejected', { schema: ({ properties }) => void (properties['age'] = { type: 'integer', minimum: 0, maximum: 41 }) }],
  ['takes fractions for ages', 'invalid-rejected', { schema: ({ properties }) => void (properties['age'] = { type: 'number', minimum: 0, maximum: 40 }) }],
  ['takes a weight of zero', 'invalid-rejected', without('weight', 'exclusiveMinimum')],
  ['takes a weight between two steps', 'invalid-rejected', without('weight', 'multipleOf')],
  ['takes addresses that are none', 'invalid-rejected', without('email', 'format')],
  ['takes any chip', 'invalid-rejected', without('chip', 'pattern')],
  ['takes chips with more behind them', 'invalid-rejected', { schema: ({ properties }) => void (properties['chip'] = { type: 'string', pattern: '^[0-9]{4}' }) }],
  ['takes more tags than three', 'invalid-rejected', without('tags', 'maxItems')],
  ['takes a tag twice', 'invalid-rejected', without('tags', 'uniqueItems')],
  ['takes long tags', 'invalid-rejected', without('tags', 'items')],
  ['takes a home without a city', 'invalid-rejected', without('home', 'required')],
  ['takes a home with a long zip', 'invalid-rejected', { schema: ({ properties }) => void delete (properties['home']?.['properties'] as Record<string, unknown>)['zip'] }],
  ['takes a pet without a name', 'invalid-rejected', { schema: (schema) => void (schema.required = ['kind']) }],
  ['takes members that nobody knows', 'invalid-rejected', { schema: (schema) => void delete schema.additionalProperties }],
  ['takes any limit', 'invalid-rejected', { ignores: ['limit'] }],
  ['takes any kind in the query', 'invalid-rejected', { ignores: ['kind'] }],
  ['takes any trace', 'invalid-rejected', { ignores: ['trace'] }],
  ['takes a request without a body', 'invalid-rejected', { instead: (asked, usual) => (is(asked, 'POST', /^\/pets$/) && asked.body.length === 0 && asked.headers['x-key'] === key ? { ...json(201, { id: 'p0', name: 'No', kind: 'cat' }), headers: { 'content-type': 'application/json', location: '/pets/p0' } } : usual()) }],
  ['refuses names at their longest', 'valid-accepted', { schema: ({ properties }) => void (properties['name'] = { type: 'string', minLength: 2, maxLength: 19 }) }],
  ['refuses names at their shortest', 'valid-accepted', { schema: ({ properties }) => void (properties['name'] = { type: 'string', minLength: 3, maxLength: 20 }) }],
  ['refuses dogs', 'valid-accepted', { schema: ({ properties }) => void (properties['kind'] = { enum: ['cat'] }) }],
  ['refuses an age of zero', 'valid-accepted', { schema: ({ properties }) => void (properties['age'] = { type: 'integer', minimum: 1, maximum: 40 }) }],
  ['refuses a note that is null', 'valid-accepted', { schema: ({ properties }) => void (properties['note'] = { type: 'string', maxLength: 10 }) }],
  ['refuses pets without an age', 'valid-accepted', { schema: (schema) => void schema.required.push('age') }],
  ['does not know the weight', 'valid-accepted', { schema: ({ properties }) => void delete properties['weight'] }],
  ['refuses the largest limit', 'valid-accepted', { instead: (asked, usual) => (asked.query.get('limit') === '50' ? problem(400, 'limit') : usual()) }],
  ['refuses lists of a kind', 'valid-accepted', { instead: (asked, usual) => (asked.query.has('kind') ? problem(400, 'kind') : usual()) }],
  ['fails on long names', 'no-server-error', { instead: (asked, usual) => (asked.body.length > 50 && asked.body.includes('name') && /"name":"[^"]{20}"/.test(asked.body.toString()) ? problem(500, 'too long') : usual()) }],
  ['fails on JSON that breaks off', 'no-server-error', { instead: (asked, usual) => (asked.body.toString() === '{"a":' ? problem(500, 'oh') : usual()) }],
  ['fails on a missing pet', 'no-server-error', { instead: (_asked, usual) => (usual().status === 404 ? problem(500, 'undefined is not an object') : undefined) }],
  ['answers with a status that is not declared', 'status-documented', { after: (answer) => void (answer.status === 201 && (answer.status = 202)) }],
  ['answers a wrong request with a status that is not declared', 'status-documented', { after: (answer) => void (answer.status === 400 && (answer.status = 422)) }],
  ['answers with HTML', 'content-type', { after: (answer, asked) => void (is(asked, 'GET', /^\/pets$/) && answer.status === 200 && (answer.headers['content-type'] = 'text/html')) }],
  ['says errors in plain words', 'content-type', { after: (answer) => void (answer.status === 400 && (answer.headers['content-type'] = 'text/plain')) }],
  ['leaves the id out', 'response-schema', onCreated((answer) => changed(answer, (pet) => delete pet['id']))],
  ['says an age as a text', 'response-schema', onCreated((answer) => changed(answer, (pet) => void (pet['age'] = '3')))],
  ['says a kind that there is not', 'response-schema', onCreated((answer) => changed(answer, (pet) => void (pet['kind'] = 'Cat')))],
  ['says a date that is none', 'response-schema', onCreated((answer) => changed(answer, (pet) => void (pet['born'] = '2026-02-30')))],
  ['answers with one pet for a list', 'response-schema', { after: (answer, asked) => void (is(asked, 'GET', /^\/pets$/) && answer.status === 200 && (answer.body = '{}')) }],
  ['answers with JSON that breaks off', 'response-schema', onCreated((answer) => void (answer.body = answer.body?.slice(0, -1)))],
  ['says errors in another form', 'response-schema', { after: (answer) => void (answer.status === 400 && (answer.body = '{"message":"no"}')) }],
  ['leaves the total out', 'response-headers', { after: (answer) => void delete answer.headers['x-total'] }],
  ['says the total in words', 'response-headers', { after: (answer) => void (answer.headers['x-total'] !== undefined && (answer.headers['x-total'] = 'many')) }],
  ['leaves the location out', 'response-headers', { after: (answer) => void delete answer.headers['location'] }],
  ['shows its stack', 'no-stack-leak', { after: (answer) => void (answer.status === 400 && (answer.body = JSON.stringify({ error: 'Error: no\n    at create (/app/server.js:10:4)' }).replace('\\n', '\n'))) }],
  ['shows its SQL', 'no-stack-leak', { after: (answer) => void (answer.status === 404 && (answer.body = JSON.stringify({ error: 'SELECT * FROM pets WHERE id = 1 failed' }))) }],
  ['lets everybody in', 'auth-enforced', { ignores: ['no key'] }],
  ['looks for a key and not at it', 'auth-enforced', { ignores: ['wrong key'] }],
  ['takes JSON that breaks off', 'malformed-body-400', { ignores: ['syntax'] }],
  ['takes any media type', 'unsupported-media-type-415', { ignores: ['content-type', 'syntax'] }],
  ['takes every method', 'method-not-allowed', { ignores: ['methods'], instead: (asked, usual) => (['PUT', 'PATCH'].includes(asked.method) ? json(200, []) : usual()) }],
  ['refuses methods without saying which there are', 'allow-header', { after: (answer) => void delete answer.headers['allow'] }],
  ['forgets what was created', 'available-after-create', { instead: (asked, usual) => (is(asked, 'GET', /^\/pets\/p/) && asked.headers['x-key'] === key ? problem(404, 'no') : usual()) }],
  ['stores another name', 'read-your-write', { after: (answer, asked) => void (is(asked, 'GET', /^\/pets\/p/) && answer.status === 200 && changed(answer, (pet) => void (pet['name'] = 'Somebody'))) }],
  ['does not delete', 'gone-after-delete', { instead: (asked, usual) => (asked.method === 'DELETE' && asked.headers['x-key'] === key && /p\d+$/.test(asked.path) ? { status: 204, headers: {} } : usual()) }],
];

function oneOfEachName(): Difference {
  const taken = new Set<unknown>();
  return {
    instead: (_asked, usual) => {
      const answer = usual();
      if (answer.status !== 201) return answer;
      const { name } = body(answer);
      if (taken.has(name)) return problem(400, 'that name is taken');
      taken.add(name);
      return answer;
    },
  };
}

/** Servers that differ from the plain one, and are right. */
const cleanVariants: readonly (readonly [string, Difference])[] = [
  ['the plain one', {}],
  ['one that says the character set', { after: (answer) => void (answer.headers['content-type'] === 'application/json' && (answer.headers['content-type'] = 'application/json; charset=utf-8')) }],
  ['one with headers of its own', { after: (answer) => void (answer.headers['x-powered-by'] = 'coffee') }],
  ['one that says more than it has to', onCreated((answer) => changed(answer, (pet) => void (pet['extra'] = true)))],
  ['one that refuses with other words', { after: (answer) => void (answer.status === 400 && (answer.body = '{"error":"select another", "hint": "from the list"}')) }],
  ['one that knows nobody before it knows what is asked', { instead: (asked, usual) => (asked.headers['x-key'] !== key && asked.path !== '/status' ? problem(401, 'who?') : usual()) }],
  ['one that finds nothing rather than refusing an id', { instead: (asked, usual) => (/^\/pets\/(?!p\d+$)/.test(asked.path) && asked.headers['x-key'] === key && ['GET', 'DELETE'].includes(asked.method) ? problem(404, 'nothing') : usual()) }],
  ['one that writes names with a capital letter', { after: (answer, asked) => void (is(asked, 'GET', /^\/pets\/p/) && answer.status === 200 && changed(answer, (pet) => void (pet['name'] = String(pet['name']).toUpperCase()))) }],
  ['one that writes media types in capital letters', { after: (answer) => void (answer.headers['content-type'] === 'application/json' && (answer.headers['content-type'] = 'Application/JSON')) }],
  ['one that has each name only once', oneOfEachName()],
  ['one that indents its JSON', { after: (answer) => void (answer.headers['content-type'] === 'application/json' && answer.body !== undefined && (answer.body = JSON.stringify(JSON.parse(answer.body), null, 2))) }],
];

describe('a server with one bug', () => {
  for (const [bug, check, difference] of bugs)
    test(`that ${bug} is found by ${check}`, async () => {
      const report = await look(difference, phasesOf[check] ?? ['probe', 'negative']);
      assert.ok(errorsOf(report).some((finding) => finding.check === check), errorsOf(report).map((finding) => `${finding.check} ${finding.message}`).join('\n') || 'nothing was found');
    });
});

describe('a server that keeps its contract', () => {
  for (const [variant, difference] of cleanVariants)
    test(`${variant} is not blamed, with fewer than fifty requests for an operation`, async () => {
      const report = await look(difference);
      assert.deepEqual(report.findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`), []);
      assert.ok(report.requests < 250, `${report.requests} requests for 5 operations`);
      assert.deepEqual(report.coverage.succeeded, { reached: 5, all: 5 });
    });
});

test('the same contract sends the same requests to the same server', async () => {
  const asked: string[][] = [[], []];
  for (const run of asked)
    await look({ instead: ({ method, path, query, headers, body: bytes }, usual) => (run.push(JSON.stringify([method, path, [...query], headers['x-key'], headers['content-type'], bytes.toString('latin1')])), usual()) });
  assert.ok((asked[0]?.length ?? 0) > 100);
  assert.deepEqual(asked[1], asked[0]);
});
