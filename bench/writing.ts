/**
 * What of an answer's time is writing it as JSON, and what checking it?
 *
 * The answers of A, B and C in this process, without a socket: the generated serialiser, JSON.stringify with the copy as UTF-8 that the
 * socket makes of a string, and the generated validator, which an enforced check calls first. The least of many short runs, since whatever
 * else the machine does only adds to it.
 * Result: RESULTS.md.
 */
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiledFolder } from './compile.ts';
import { item, itemId, order, orderId, products } from './peers/order.ts';
import { table, type Section } from './section.ts';

type Functions = Readonly<Record<string, (...values: unknown[]) => unknown>>;

/** The functions of the operation, and how often in one run. */
const answers = [
  { title: 'A item, 300 B', name: 'getItem200', value: item(itemId, 10, ['red', 'blue']), times: 10_000 },
  { title: 'B order, 540 B', name: 'createOrder201', value: { id: orderId, ...(JSON.parse(JSON.stringify(order)) as object) }, times: 5_000 },
  { title: 'C list of 100, 25.6 KB', name: 'listProducts200', value: products, times: 200 },
] as const;

const runs = 200;

export async function measureWriting(): Promise<Section[]> {
  const [serializers, validators] = [await load('serializers'), await load('validators')];
  const bytes = Buffer.alloc(256 * 1024);
  const rows = answers.map(({ title, name, value, times }) => {
    const [write, validate] = [serializers[name], validators[name]];
    const all = [() => write?.(0, value), () => bytes.write(JSON.stringify(value)), () => validate?.(value)];
    return [title, ...leastOf(all, times).map((microseconds) => microseconds.toFixed(2))];
  });
  const text = `Microseconds for each answer in one process, without a socket: the least of ${runs} short runs.

${table(['answer', 'generated serialiser', 'JSON.stringify and the copy', 'generated validator'], rows)}`;
  return [{ title: 'Writing an answer, and checking it', text }];
}

async function load(kind: 'serializers' | 'validators'): Promise<Functions> {
  return (await import(pathToFileURL(path.join(compiledFolder, 'bench/generated/bench', kind, 'orders.js')).href)) as Functions;
}

/** In turn; microseconds for one call of each. */
function leastOf(all: readonly (() => unknown)[], times: number): number[] {
  const least = all.map(() => Infinity);
  for (let run = 0; run < runs; run += 1)
    for (const [place, one] of all.entries()) least[place] = Math.min(least[place] ?? Infinity, microsecondsOf(one, times));
  return least;
}

function microsecondsOf(one: () => unknown, times: number): number {
  const began = performance.now();
  for (let count = 0; count < times; count += 1) one();
  return ((performance.now() - began) * 1000) / times;
}
