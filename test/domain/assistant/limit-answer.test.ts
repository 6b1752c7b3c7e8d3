import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Assistant } from '../../../domain/assistant/assistant.ts';
import { type AnswerLimits, limitAnswer } from '../../../domain/assistant/limit-answer.ts';

const prompt = { name: 'x', instructions: '', messages: [], tools: [] };

/** What is left of an answer that comes in these pieces. */
async function limited(pieces: readonly string[], limits: AnswerLimits): Promise<readonly [text: string, wasCut: boolean]> {
  const speaker: Assistant = {
    async *answer() {
      for (const text of pieces) yield { kind: 'text', text };
    },
  };
  const assistant = limitAnswer(speaker, limits);
  let said = '';
  for await (const delta of assistant.answer(prompt, new AbortController().signal)) said += delta.kind === 'text' ? delta.text : '';
  return [said, assistant.wasCut()];
}

const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 6 });

test('an answer keeps as many words as it may have, however it comes in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 0, max: 6 }), async (pieces, maxTokens) => {
      const [said, wasCut] = await limited(pieces, { maxTokens });
      const words = pieces.join('').match(/\S+/g) ?? [];
      assert.ok(pieces.join('').startsWith(said));
      assert.equal(wasCut, words.length > maxTokens);
      assert.deepEqual(said.match(/\S+/g) ?? [], words.slice(0, maxTokens));
    }),
  );
});

test('an answer ends before the first text at which to stop, however it comes in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const [said] = await limited(pieces, { stops: ['ab a', 'bb'] });
      const ends = ['ab a', 'bb'].map((stop) => pieces.join('').indexOf(stop)).filter((at) => at >= 0);
      assert.equal(said, pieces.join('').slice(0, ends.length === 0 ? undefined : Math.min(...ends)));
    }),
  );
});
