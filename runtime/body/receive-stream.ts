import { waiting } from '../operation.ts';
import { IncomingBytes } from './incoming-bytes.ts';
import { pourInto, type ReceivedBody } from './receive-body.ts';
import type { MediaRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/**
 * Hands a body on while it arrives. The pipeline goes on, with `resume` if it had to wait, once a first byte is there: of a body
 * without any it can still be told. One that grows too large is answered through `answer`, wherever the handler is.
 */
export function receiveStream(
  exchange: Exchange,
  media: MediaRow,
  received: ReceivedBody,
  { resume, answer }: { resume: (exchange: Exchange) => void; answer: (exchange: Exchange, outcome: Outcome) => void },
): Outcome | typeof waiting {
  let isAwaited = false;
  const begin = (): void => {
    if (received.bytes > 0) {
      exchange.body = body;
      exchange.bodyMedia = media;
    }
    if (isAwaited) resume(exchange);
  };
  const refuse = (limitBytes: number): void => {
    exchange.closes = true;
    if (!exchange.answered && !exchange.aborted) answer(exchange, { code: 'body-too-large', limitBytes });
  };
  const body = new IncomingBytes(begin, refuse);
  exchange.uploads = body;
  exchange.signal.addEventListener('abort', () => body.abort());
  pourInto(exchange, received, body);
  if (received.tooLarge) return waiting;
  isAwaited = received.bytes === 0 && !received.complete;
  return isAwaited ? waiting : undefined;
}
