import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { Problem } from 'specwright/runtime';
import { DomainError, domainErrorCodes } from '../../../domain/errors.ts';
import { contract } from '../../../generated/virtual-banker/contract.ts';
import { problems } from '../../../handlers/virtual-banker/problems.ts';
import { domainErrors } from '../../../handlers/virtual-banker/to-api/domain-errors.ts';
import { startBank } from './bank.ts';
import { rawRequest } from './raw-request.ts';

test('a fault of ours is 500, without a word of its cause', async () => {
  const bank = await startBank();
  try {
    const tenant = await bank.addTenant();
    await bank.db.query(SQL`alter table sessions rename column portal_context to something_else`);
    const body = { tenant_id: tenant.id, auth_assertion: await tenant.assertion() };
    const answer = await rawRequest(`${bank.url}/v1/sessions`, { token: await tenant.token(), body });
    assert.equal(answer.status, 500);
    assert.deepEqual(answer.body, { error: 'internal_error', message: 'The service failed to answer.' });
  } finally {
    await bank.close();
  }
});

test('a database that is out of reach is 503 with the time to wait', async () => {
  const bank = await startBank();
  const tenant = await bank.addTenant();
  const broken = await startBank({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere' });
  try {
    const body = { tenant_id: tenant.id, auth_assertion: await tenant.assertion() };
    const answer = await rawRequest(`${broken.url}/v1/sessions`, { token: await tenant.token(), body });
    assert.equal(answer.status, 503);
    assert.equal(answer.body.error, 'overloaded');
    assert.ok(Number(answer.headers.get('retry-after')) >= 1);
  } finally {
    await broken.close();
    await bank.close();
  }
});

const every: Record<Problem['code'], Problem> = {
  'route-not-found': { code: 'route-not-found', path: '/' },
  'method-not-allowed': { code: 'method-not-allowed', allow: ['GET'] },
  'malformed-request': { code: 'malformed-request', detail: 'Something is wrong.' },
  'rate-limited': { code: 'rate-limited', retryAfterSeconds: 3 },
  overloaded: { code: 'overloaded', retryAfterSeconds: 3 },
  unauthenticated: { code: 'unauthenticated', reason: 'missing', detail: 'Nothing was sent.' },
  forbidden: { code: 'forbidden', reason: 'role', detail: 'Not yours.' },
  'missing-body': { code: 'missing-body' },
  'malformed-body': { code: 'malformed-body', detail: 'Not JSON.' },
  'body-too-large': { code: 'body-too-large', limitBytes: 65_536 },
  'unsupported-media-type': { code: 'unsupported-media-type', accepted: ['application/json'] },
  'not-acceptable': { code: 'not-acceptable', offered: ['application/json'] },
  'invalid-request': { code: 'invalid-request', violations: [{ in: 'body', pointer: '/a', keyword: 'type', message: 'must be text', params: { type: 'string' } }] },
  'idempotency-key-missing': { code: 'idempotency-key-missing' },
  'idempotency-key-in-use': { code: 'idempotency-key-in-use' },
  'idempotency-key-reused': { code: 'idempotency-key-reused' },
  timeout: { code: 'timeout' },
  thrown: { code: 'thrown', error: new DomainError('session_not_found', 'There is no such session.') },
  internal: { code: 'internal' },
};

test('every problem of the runtime has a body as the contract declares it', () => {
  const [apiError, invalidRequest] = ['404', '400'].map((status) => contract.operations.find(({ id }) => id === 'endSession')?.responses[status]?.content[0]?.validate);
  assert.ok(apiError && invalidRequest);
  for (const problem of Object.values(every)) {
    const reply = problems(problem, { requestId: 'r-1' });
    assert.ok(reply, problem.code);
    const validate = reply.status === 400 ? invalidRequest : apiError;
    assert.ok(validate(reply.body), `${problem.code}: ${JSON.stringify(validate.errors)}`);
  }
});

test('every refusal of the domain that can occur here has a status that some operation declares', () => {
  const declared = new Set(contract.operations.flatMap(({ responses }) => Object.keys(responses)));
  for (const code of domainErrorCodes) {
    const reply = problems({ code: 'thrown', error: new DomainError(code, 'A sentence.') }, { requestId: 'r-1' });
    assert.equal(reply === undefined, domainErrors[code] === undefined, code);
    if (reply) assert.ok(declared.has(String(reply.status)), code);
  }
});

test('what is no refusal of the domain is not spelled', () => {
  assert.equal(problems({ code: 'thrown', error: new Error('relation "sessions" does not exist') }, { requestId: 'r-1' }), undefined);
});
