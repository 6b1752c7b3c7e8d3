import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { migrate } from '../../../domain/database/migrate.ts';
import { readMigrations } from '../../../domain/database/migrations.ts';
import { createTestDatabase } from '../../database.ts';

/** A database without tables, and a directory with these files. */
async function given(files: Record<string, string>) {
  const { db, url, drop } = await createTestDatabase();
  await db.query(SQL`drop schema public cascade`);
  await db.query(SQL`create schema public`);
  const directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  after(async () => {
    await drop();
    await rm(directory, { recursive: true });
  });
  const write = (more: Record<string, string>) =>
    Promise.all(Object.entries(more).map(([file, sql]) => writeFile(join(directory, file), sql)));
  await write(files);
  return { db, write, run: (onProgress?: (file: string) => void) => migrate(url, { directory, onProgress }), directory };
}

const two = {
  '0001-first.sql': 'create table a (id int); insert into a values (1);',
  '0002-second.sql': 'alter table a add b int;',
};

test('files are applied in order, once, and each is reported', async () => {
  const { run } = await given(two);
  const reported: string[] = [];
  assert.deepEqual(await run((file) => reported.push(file)), ['0001-first.sql', '0002-second.sql']);
  assert.deepEqual(reported, ['0001-first.sql', '0002-second.sql']);
  assert.deepEqual(await run(), []);
});

test('several starters at once apply each file once', async () => {
  const { db, run } = await given(two);
  const applied = await Promise.all([run(), run(), run(), run()]);
  assert.deepEqual(applied.flat().sort(), ['0001-first.sql', '0002-second.sql']);
  assert.deepEqual(await db.query(SQL`select id from a`), [{ id: 1 }]);
});

test('a file that was changed after it was applied is refused by name', async () => {
  const { run, write } = await given(two);
  await run();
  await write({ '0001-first.sql': 'create table a (id bigint);' });
  await assert.rejects(run(), /0001-first\.sql is not what was applied.*forward only/);
});

test('another kind of line end is no change', async () => {
  const { run, write } = await given({ '0001-first.sql': 'create table a (\n  id int\n);\n' });
  await run();
  await write({ '0001-first.sql': 'create table a (\r\n  id int\r\n);\r\n' });
  assert.deepEqual(await run(), []);
});

test('a database that is ahead of the files is refused', async () => {
  const { run, directory } = await given(two);
  await run();
  await rm(join(directory, '0002-second.sql'));
  await assert.rejects(run(), /0002-second\.sql, which is not here/);
});

test('a file that fails leaves nothing behind, and those before it stay', async () => {
  const { db, run, write } = await given({ ...two, '0003-third.sql': 'create table c (id int); select * from nowhere;' });
  await assert.rejects(run(), /0003-third\.sql failed: relation "nowhere" does not exist/);
  assert.deepEqual(await db.query(SQL`select to_regclass('a') is not null as a, to_regclass('c') is not null as c`), [
    { a: true, c: false },
  ]);
  await write({ '0003-third.sql': 'create table c (id int);' });
  assert.deepEqual(await run(), ['0003-third.sql']);
});

test('a file with a lower number that came later is applied, too', async () => {
  const { run, write } = await given({ '0001-first.sql': 'create table a (id int);', '0005-fifth.sql': 'create table b (id int);' });
  await run();
  await write({ '0003-third.sql': 'create table c (id int);', '0007-seventh.sql': 'create table d (id int);' });
  assert.deepEqual(await run(), ['0003-third.sql', '0007-seventh.sql']);
  assert.deepEqual(await run(), []);
});

test('numbers occur once, and names have their form', async () => {
  const twice = await given({ '0001-a.sql': '', '0001-b.sql': '' });
  await assert.rejects(readMigrations(twice.directory), /0001-b\.sql: its number is that of 0001-a\.sql/);
  const misnamed = await given({ '1-a.sql': '' });
  await assert.rejects(readMigrations(misnamed.directory), /1-a\.sql: the name must look like/);
});
