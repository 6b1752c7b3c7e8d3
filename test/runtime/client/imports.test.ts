import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const folder = new URL('../../../runtime/client/', import.meta.url);
const files = ['.', '../int64', '../media-types'].flatMap((part) => readdirSync(new URL(`${part}/`, folder)).filter((file) => file.endsWith('.ts')).map((file) => `${part}/${file}`));

/** What a file needs when it runs: types are gone by then. */
function findImports(file: string): string[] {
  const text = readFileSync(new URL(file, folder), 'utf8').replace(/^import type [^;]*;/gm, '');
  return [...text.matchAll(/(?:from |import\()'([^']+)'/g)].map(([, specifier]) => specifier ?? '');
}

describe('the client runtime', () => {
  it('needs nothing of the server and nothing of Node, and its two libraries only when they are used', () => {
    const foreign = files.flatMap(findImports).filter((specifier) => !/^(?:\.|\.\.\/int64|\.\.\/media-types)\/[a-z-]+\.ts$/.test(specifier));
    assert.deepEqual(foreign.sort(), ['socket.io-client', 'ws']);
    const dynamic = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n').match(/await import\('[^']+'\)/g);
    assert.deepEqual(dynamic?.sort(), ["await import('socket.io-client')", "await import('ws')"]);
  });
});
