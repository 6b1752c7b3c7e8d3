/**
 * How does the time of a request grow with what a contract and its clients may make large?
 *
 * With the number of operations in the tables, the size of the body, the depth of its schema and the number of mistakes in it. Processor time of
 * the server for each request, wrk with 8 connections, so that large bodies do not fill the memory. The power is that of the last two sizes: 1 is linear, 2 would be quadratic.
 * Result: RESULTS.md.
 */
import { generateProgram } from './large-service.ts';
import { startPeer, type PeerStart } from './peer.ts';
import { itemPath } from './peers/order.ts';
import { table, type Section } from './section.ts';
import { putLoadOn, type Load } from './wrk.ts';

interface Series {
  readonly title: string;
  readonly sizes: readonly number[];
  readonly law: string;
  readonly server: (size: number) => PeerStart;
  readonly load: (size: number) => Load;
}

const ours = (more: number): PeerStart => ({ name: 'Specwright', file: 'peers/specwright.js', env: { MORE_ROUTES: String(more) } });

export async function measureGrowth({ seconds }: { seconds: number }): Promise<Section[]> {
  const growing: PeerStart = { name: 'growth', file: await generateProgram('growth', document) };
  const rows: string[][] = [];
  const laws: string[] = [];
  for (const series of seriesOf(growing)) {
    const costs: number[] = [];
    for (const size of series.sizes) costs.push(await measure(series.server(size), series.load(size), Math.min(1, seconds)));
    series.sizes.forEach((size, index) => rows.push([series.title, String(size), (costs[index] ?? NaN).toFixed(1)]));
    laws.push(`* ${series.title}: ${series.law} (power ${powerOf(series.sizes, costs).toFixed(2)}).`);
    console.error(`  ${series.title}: ${costs.map((cost) => cost.toFixed(1)).join(', ')} µs`);
  }
  return [{ title: 'What a request costs when something grows', text: `${table(['what', 'how many', 'µs of the server'], rows)}\n\n${laws.join('\n')}` }];
}

function seriesOf(growing: PeerStart): Series[] {
  const post = (path: string, body: unknown, status: number): Load => ({ title: path, method: 'POST', path, body: JSON.stringify(body), status });
  return [
    {
      title: 'operations of the service',
      sizes: [10, 100, 1000],
      law: 'none; the socket’s own router goes down a tree of segments',
      server: (size) => ours(size - 3),
      load: () => ({ title: 'typed GET', method: 'GET', path: itemPath, status: 200 }),
    },
    {
      title: 'items of a body, 80 bytes each',
      sizes: [1, 10, 100, 1000, 10_000],
      law: 'linear once the items outweigh what every request costs',
      server: () => growing,
      load: (size) => post('/items', Array.from({ length: size }, (_, index) => itemOf(index)), 200),
    },
    {
      title: 'levels of a schema',
      sizes: [1, 4, 16, 64],
      law: 'linear in the levels that the body has',
      server: () => growing,
      load: (size) => post(`/nested-${size}`, nested(size), 200),
    },
    {
      title: 'mistakes among 1 000 items',
      sizes: [1, 10, 100, 1000],
      law: 'linear in what is told, which is at most `maxViolations` (100), and below that in what is found',
      server: () => growing,
      load: (size) => post('/items', Array.from({ length: 1000 }, (_, index) => itemOf(index < size ? -1 : index)), 400),
    },
  ];
}

async function measure(start: PeerStart, load: Load, seconds: number): Promise<number> {
  const peer = await startPeer(start);
  try {
    const few = { ...load, connections: 8 };
    await putLoadOn(peer, few, 1);
    return (await putLoadOn(peer, few, seconds)).cpuPerRequest;
  } finally {
    peer.stop();
  }
}

function powerOf(sizes: readonly number[], costs: readonly number[]): number {
  const [before = NaN, last = NaN] = costs.slice(-2);
  const [smaller = NaN, largest = NaN] = sizes.slice(-2);
  return Math.log(last / before) / Math.log(largest / smaller);
}

/** A negative number is the mistake. */
function itemOf(number: number): object {
  return { name: `Garden chair ${String(number).padStart(5, '0')}`, number, price: 49.9, colour: 'green', is_new: true };
}

function nested(levels: number): object {
  return levels === 0 ? { name: 'the innermost' } : { name: 'a level', inner: nested(levels - 1) };
}

function nestedSchema(levels: number): object {
  const properties = levels === 0 ? { name: text } : { name: text, inner: nestedSchema(levels - 1) };
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

const text = { type: 'string', minLength: 1, maxLength: 100 };

const item = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'number', 'price', 'colour', 'is_new'],
  properties: {
    name: text,
    number: { type: 'integer', minimum: 0 },
    price: { type: 'number', minimum: 0 },
    colour: { type: 'string', enum: ['red', 'green', 'blue'] },
    is_new: { type: 'boolean' },
  },
};

const done = { type: 'object', required: ['done'], properties: { done: { type: 'boolean' } } };
const problem = { type: 'object', required: ['error'], properties: { error: text, violations: { type: 'array', items: { type: 'object' } } } };

function pathOf(name: string, schema: object): [string, object] {
  const json = (content: object): object => ({ 'application/json': { schema: content } });
  const responses = { 200: { description: 'Done.', content: json(done) }, default: { description: 'What was wrong.', content: json(problem) } };
  return [`/${name}`, { post: { operationId: `post-${name}`, tags: ['growth'], summary: name, requestBody: { required: true, content: json(schema) }, responses } }];
}

const document = {
  openapi: '3.1.0',
  info: { title: 'Growth', version: '1.0.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  servers: [{ url: 'http://localhost:9000' }],
  security: [],
  tags: [{ name: 'growth' }],
  paths: Object.fromEntries([pathOf('items', { type: 'array', items: item }), ...[1, 4, 16, 64].map((levels) => pathOf(`nested-${levels}`, nestedSchema(levels)))]),
};
