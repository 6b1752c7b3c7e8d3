import type { BodyStream } from './encode-body.ts';

/** Waits for the first piece, so that an error before it can still be told with a status of its own. */
export async function primeStream(stream: BodyStream): Promise<BodyStream> {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  let primed: IteratorResult<unknown> | undefined = first;
  const next = (): Promise<IteratorResult<unknown>> => {
    const result = primed === undefined ? iterator.next() : Promise.resolve(primed);
    primed = undefined;
    return result;
  };
  const end = async (): Promise<IteratorResult<unknown>> => (await iterator.return?.()) ?? { done: true, value: undefined };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}
