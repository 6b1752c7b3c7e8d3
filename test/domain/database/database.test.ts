import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { first, only, openDatabase, transaction } from '../../../domain/database/database.ts';
import { isReachable } from '../../../domain/database/is-reachable.ts';
import { createTestDatabase } from '../../database.ts';

const { db, url, drop } = await createTestDatabase();
after(drop);

const addTenant = (id: string) => SQL`insert into tenants (id, name) values (${id}, 'x')`;
const findTenant = (id: string) => SQL`select id from tenants where id = ${id}`;

/** A pool of other limits on the same database, closed at the end of the test. */
async function withPool(
  settings: Partial<Parameters<typeof openDatabase>[0]>,
  work: (pool: typeof db) => Promise<void>,
): Promise<void> {
  const pool = openDatabase({ url, pooler: false, ...settings });
  try {
    await work(pool);
  } finally {
    await pool.close();
  }
}

test('a transaction keeps everything or nothing', async () => {
  const failing = transaction(db, async (tx) => {
    await tx.query(addTenant('lost'));
    throw new Error('changed my mind');
  });
  await assert.rejects(failing, /changed my mind/);
  assert.equal(await first(db, findTenant('lost')), undefined);
  await transaction(db, (tx) => tx.query(addTenant('kept')));
  assert.deepEqual(await first(db, findTenant('kept')), { id: 'kept' });
});

test('a connection is given back after a refused statement', async () => {
  await withPool({ maxConnections: 1 }, async (pool) => {
    await assert.rejects(
      transaction(pool, (tx) => tx.query(SQL`select * from nowhere`)),
      /nowhere/,
    );
    await assert.rejects(pool.query(SQL`select * from nowhere`), /nowhere/);
    assert.equal(await isReachable(pool), true);
  });
});

test('callers beyond the queue are refused at once', async () => {
  await withPool({ maxConnections: 1, maxWaiting: 1 }, async (pool) => {
    const slow = pool.query(SQL`select pg_sleep(0.3)`);
    const waiting = pool.query(SQL`select 1 as one`);
    await assert.rejects(pool.query(SQL`select 1`), { code: 'overloaded' });
    await assert.rejects(
      transaction(pool, async () => undefined),
      { code: 'overloaded' },
    );
    assert.deepEqual(await waiting, [{ one: 1 }]);
    await slow;
  });
});

test('a caller does not wait for a connection for ever', async () => {
  await withPool({ maxConnections: 1, connectTimeoutMs: 1000 }, async (pool) => {
    await transaction(pool, async () => {
      await assert.rejects(pool.query(SQL`select 1`), { code: 'overloaded' });
    });
  });
});

for (const pooler of [true, false]) {
  test(`a statement that takes too long is stopped (${pooler ? 'behind a pooler' : 'directly'})`, async () => {
    await withPool({ statementTimeoutMs: 100, pooler, maxConnections: 1 }, async (pool) => {
      await assert.rejects(pool.query(SQL`select pg_sleep(5)`), { code: 'overloaded' });
      await assert.rejects(
        transaction(pool, (tx) => tx.query(SQL`select pg_sleep(5)`)),
        { code: 'overloaded' },
      );
      assert.equal(await isReachable(pool), true);
    });
  });
}

test('behind a pooler no statement is prepared by name, and no setting is left in the connection', async () => {
  await withPool({ pooler: true, maxConnections: 1 }, async (pool) => {
    await pool.query(findTenant('kept').setName('find_it'));
    assert.deepEqual(await pool.query(SQL`select name from pg_prepared_statements`), []);
    assert.deepEqual(await pool.query(SQL`select setting from pg_settings where name = 'statement_timeout'`), [{ setting: '0' }]);
  });
});

test('spoken to directly, the server prepares a named statement once', async () => {
  await withPool({ maxConnections: 1 }, async (pool) => {
    await pool.query(findTenant('kept').setName('find_it'));
    await pool.query(findTenant('lost').setName('find_it'));
    const [prepared] = await pool.query<{ uses: string }>(SQL`
      select generic_plans + custom_plans as uses from pg_prepared_statements where name = 'find_it'
    `);
    assert.equal(prepared?.uses, '2');
  });
});

test('text that cannot be stored is refused as input, in text and in json', async () => {
  await assert.rejects(db.query(addTenant('a\0b')), { code: 'invalid_input' });
  await assert.rejects(db.query(SQL`select ${JSON.stringify({ text: '\0' })}::jsonb`), { code: 'invalid_input' });
});

test('a connection that breaks is an unavailable database, and the next statement gets another one', async () => {
  await withPool({ maxConnections: 1 }, async (pool) => {
    const broken = transaction(pool, (tx) => tx.query(SQL`select pg_terminate_backend(pg_backend_pid())`));
    await assert.rejects(broken, { code: 'unavailable' });
    assert.equal(await isReachable(pool), true);
  });
});

test('a server that is not there is an unavailable database', async () => {
  await withPool({ url: 'postgres://nobody@127.0.0.1:1/none' }, async (pool) => {
    await assert.rejects(pool.query(SQL`select 1`), { code: 'unavailable' });
    await assert.rejects(
      transaction(pool, async () => undefined),
      { code: 'unavailable' },
    );
    assert.equal(await isReachable(pool), false);
  });
});

test('a statement that must yield one row says by its name that it did not', async () => {
  await assert.rejects(only(db, SQL`select 1 where false`.setName('find_nothing')), /find_nothing yielded 0 rows/);
  await assert.rejects(only(db, SQL`select * from generate_series(1, 2)`.setName('find_two')), /find_two yielded 2 rows/);
});
