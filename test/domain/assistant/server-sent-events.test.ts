import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEventData } from '../../../domain/assistant/server-sent-events.ts';

async function read(chunks: readonly (string | Uint8Array)[], maxEventBytes?: number): Promise<string[]> {
  const encoder = new TextEncoder();
  const body = (async function* () {
    for (const chunk of chunks) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
  })();
  return collect(readEventData(body, maxEventBytes));
}

async function collect(events: AsyncIterable<string>): Promise<string[]> {
  const all = [];
  for await (const event of events) all.push(event);
  return all;
}

test('the data of each event is read, whatever else it carries', async () => {
  assert.deepEqual(await read(['event: x\nid: 1\ndata: one\n\n: a comment\n\ndata:two\ndata:  three\n\nretry: 5\n\n']), [
    'one',
    'two\n three',
  ]);
});

test('an event that does not end is no event', async () => {
  assert.deepEqual(await read(['data: one\n\ndata: two\n']), ['one']);
});

test('an event that is too long is refused', async () => {
  await assert.rejects(read(['data: ', 'x'.repeat(100), 'x'.repeat(100)], 150), /too long/);
});

test('events come out the same, however the stream is cut and its lines end', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n\0\uFEFF]/g, ''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(200), { maxLength: 10 }),
      async (events, end, cuts) => {
        const text = events.map((lines) => lines.map((one) => `data: ${one}${end}`).join('') + end).join('');
        const bytes = new TextEncoder().encode(text);
        const places = [...new Set(cuts.filter((cut) => cut < bytes.length))].sort((a, b) => a - b);
        const chunks = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
        assert.deepEqual(
          await read(chunks),
          events.map((lines) => lines.join('\n')),
        );
      },
    ),
  );
});
