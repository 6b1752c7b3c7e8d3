import { Readable } from 'node:stream';
import type { BodyStream } from './encode-body.ts';

/**
 * A stream that nobody will read gives back what it holds: files, cursors. Ending the iterator of a Node stream that was
 * never started does nothing, so such a stream is destroyed.
 */
export function discardStream(stream: BodyStream): void {
  if (stream instanceof Readable) return void stream.destroy();
  void stream[Symbol.asyncIterator]().return?.().catch(() => undefined);
}
