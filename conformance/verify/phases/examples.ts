import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { Subject } from '../subject.ts';

/** The contract's own examples of bodies, and every kind of body that it offers. */
export function* exampleCases(operation: Operation, input: Input, subject: Subject): Generator<Case> {
  for (const content of operation.body?.contents ?? [])
    for (const { name, value } of content.examples) {
      if (!subject.accepts(content, value)) continue;
      const plain = plainCase(operation, { ...input, body: { content, value } }, 'examples');
      yield { ...plain, about: `the ${content.mediaType} example ${name}`, at: { in: 'body', pointer: '', keyword: `example ${name}` } };
    }
}
