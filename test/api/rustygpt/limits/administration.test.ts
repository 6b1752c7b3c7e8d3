import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest } from '../raw-request.ts';
import { asHeaders, expectStatus, startRustygpt, type Person, type Rustygpt } from '../rustygpt.ts';

let rustygpt: Rustygpt;
let admin: Person;

before(async () => {
  rustygpt = await startRustygpt();
  admin = await rustygpt.signUp('admin');
});

after(() => rustygpt.close());

let profiles = 0;

async function addProfile(params: Record<string, unknown> = {}): Promise<{ id: string; name: string }> {
  profiles += 1;
  return expectStatus(await admin.client.createLimitProfile({ body: { name: `profile-${profiles}`, params } }), 201).body;
}

const post = (path: string, body: object) => rawRequest(`${rustygpt.url}/api/admin/limits/${path}`, { method: 'POST', headers: asHeaders(admin.jar), body });

test('a profile is kept as it was written', async () => {
  const { body } = expectStatus(await admin.client.createLimitProfile({ body: { name: 'conversation.post', description: 'Posting' } }), 201);
  assert.deepEqual([body.name, body.algorithm, body.params, body.description], ['conversation.post', 'gcra', {}, 'Posting']);
  const listed = expectStatus(await admin.client.listLimitProfiles(), 200).body;
  assert.deepEqual(listed.find(({ id }) => id === body.id), body);
});

test('a name is taken once', async () => {
  const { name } = await addProfile();
  assert.equal(expectStatus(await admin.client.createLimitProfile({ body: { name } }), 409).body.code, 'RGP.CONFLICT');
});

test('what is no profile is 422, with its place', async () => {
  for (const [body, pointer] of [
    [{ name: '' }, '/name'],
    [{ name: 'a b' }, '/name'],
    [{ name: 'x', algorithm: 'leaky' }, '/algorithm'],
    [{ name: 'x', params: { requests_per_second: 0.01 } }, '/params/requests_per_second'],
    [{ name: 'x', params: { burst: 1.5 } }, '/params/burst'],
  ] as const) {
    const refused = await post('profiles', body);
    assert.deepEqual([refused.status, refused.body.code, refused.body.details?.violations?.[0]?.pointer], [422, 'invalid_profile', pointer]);
  }
});

test('a description that is left out stays, and null clears it', async () => {
  const { id } = expectStatus(await admin.client.createLimitProfile({ body: { name: 'described', description: 'Before' } }), 201).body;
  const update = async (body: { params: { burst: number }; description?: string | null }) =>
    expectStatus(await admin.client.updateLimitProfile({ path: { id }, body }), 200).body;
  const kept = await update({ params: { burst: 5 } });
  assert.deepEqual([kept.description, kept.params, kept.name], ['Before', { burst: 5 }, 'described']);
  assert.ok(Date.parse(kept.updated_at) >= Date.parse(kept.created_at));
  assert.equal((await update({ params: { burst: 5 }, description: 'After' })).description, 'After');
  assert.equal((await update({ params: { burst: 5 }, description: null })).description, undefined);
});

test('a profile is assigned to a route, and the route gets another one in its place', async () => {
  const [first, second] = [await addProfile(), await addProfile()];
  const assign = async (profile_id: string) =>
    expectStatus(await admin.client.createLimitAssignment({ body: { profile_id, method: 'post', path: '/api/typing' } }), 201).body;
  const assigned = await assign(first.id);
  assert.deepEqual([assigned.method, assigned.path_pattern, assigned.profile_name], ['POST', '/api/typing', first.name]);
  const replaced = await assign(second.id);
  assert.deepEqual([replaced.id, replaced.profile_name], [assigned.id, second.name]);
  assert.deepEqual(expectStatus(await admin.client.listLimitAssignments(), 200).body.filter(({ path_pattern }) => path_pattern === '/api/typing'), [replaced]);
});

test('an assigned profile cannot be deleted until it is taken off', async () => {
  const { id } = await addProfile();
  const assignment = expectStatus(await admin.client.createLimitAssignment({ body: { profile_id: id, method: 'GET', path: '/api/kept' } }), 201).body;
  assert.equal(expectStatus(await admin.client.deleteLimitProfile({ path: { id } }), 409).body.code, 'RGP.CONFLICT');
  expectStatus(await admin.client.deleteLimitAssignment({ path: { id: assignment.id } }), 204);
  expectStatus(await admin.client.deleteLimitAssignment({ path: { id: assignment.id } }), 404);
  expectStatus(await admin.client.deleteLimitProfile({ path: { id } }), 204);
  expectStatus(await admin.client.deleteLimitProfile({ path: { id } }), 404);
  expectStatus(await admin.client.updateLimitProfile({ path: { id }, body: { params: {} } }), 404);
});

test('only what is in force can be assigned, to what is a path', async () => {
  const bucket = expectStatus(await admin.client.createLimitProfile({ body: { name: 'bucket', algorithm: 'token_bucket', params: { size: 3 } } }), 201).body;
  assert.deepEqual(bucket.params, { size: 3 });
  const { id } = await addProfile();
  for (const body of [
    { profile_id: bucket.id, method: 'GET', path: '/api/x' },
    { profile_id: id, method: 'BREW', path: '/api/x' },
    { profile_id: id, method: 'GET', path: 'api/x' },
    { profile_id: id, method: 'GET', path: '/a b' },
  ]) {
    const refused = await post('assignments', body);
    assert.deepEqual([refused.status, refused.body.code], [422, 'invalid_assignment'], JSON.stringify(body));
  }
  expectStatus(await admin.client.createLimitAssignment({ body: { profile_id: admin.userId, method: 'GET', path: '/api/x' } }), 404);
});

test('where the administration is switched off there is nothing', async () => {
  const { services, databaseUrl } = rustygpt;
  const off = await startRustygpt({ databaseUrl, services: { limits: { ...services.limits, isAdministered: false } } });
  try {
    const { client } = await off.signUp('admin');
    expectStatus(await client.listLimitProfiles(), 404);
    expectStatus(await client.createLimitProfile({ body: { name: 'none' } }), 404);
  } finally {
    await off.close();
  }
});
