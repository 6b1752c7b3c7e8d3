import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { transaction } from '../../../domain/database/database.ts';
import { identifyExternalUser } from '../../../domain/identity/identify-external-user.ts';
import { createTestDatabase } from '../../database.ts';
import { givenTenant } from '../given/tenant.ts';

const { db, drop } = await createTestDatabase();
after(drop);

test('someone who comes for the first time several times at once becomes one user', async () => {
  const { id } = await givenTenant(db);
  const person = { tenantId: id, issuer: id, subject: 'ada' };
  const ids = await Promise.all(Array.from({ length: 5 }, () => transaction(db, (tx) => identifyExternalUser(tx, person))));
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual(await db.query(SQL`select count(*)::int as users from users where tenant_id = ${id}`), [{ users: 1 }]);
});

test('the same name at two tenants is two users', async () => {
  const [one, other] = [await givenTenant(db), await givenTenant(db)];
  const identify = (id: string) =>
    transaction(db, (tx) => identifyExternalUser(tx, { tenantId: id, issuer: id, subject: 'ada' }));
  assert.notEqual(await identify(one.id), await identify(other.id));
});
