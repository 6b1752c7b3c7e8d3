import fastify from 'fastify';
import pg from 'pg';
import { burn } from './burn.ts';
import { selectRow, selectSlowRow, type Row } from './rows.ts';
import { loadSchemas } from './schemas.ts';

/** Fastify 5 with the same schemas, the same statements and a pool of the same size, its own defaults for the rest; with `POOLER` without their names. */
const app = fastify();
for (const [name, schema] of Object.entries(loadSchemas)) app.addSchema({ $id: name, ...schema });
const { DATABASE_URL, POOLER } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

interface RowRoute {
  Params: { row_id: number };
}
const schema = {
  params: { type: 'object', required: ['row_id'], properties: { row_id: { type: 'integer', minimum: 1, maximum: 1000 } } },
  response: { 200: { $ref: 'Row#' } },
};

for (const [path, select] of [['/rows', selectRow], ['/slow-rows', selectSlowRow]] as const)
  app.get<RowRoute>(`${path}/:row_id`, { schema }, async ({ params }) => {
    const { text, values, name } = select(params.row_id);
    const { rows } = await pool.query<Row & pg.QueryResultRow>(POOLER === undefined ? { text, values, name } : { text, values });
    return rows[0];
  });
app.get('/work', () => {
  burn(1);
  return Promise.resolve({ pid: process.pid });
});

await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
if (address && typeof address === 'object') console.log(`listening ${address.port}`);
