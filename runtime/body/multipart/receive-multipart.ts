import { waiting } from '../../operation.ts';
import { pourInto, type ReceivedBody } from '../receive-body.ts';
import { boundaryOf, MultipartReader } from './multipart-reader.ts';
import { PartCollector } from './part-collector.ts';
import type { MediaRow } from '../../contract.ts';
import type { Exchange } from '../../exchange.ts';
import type { Outcome } from '../../operation.ts';

/** Reads a multipart body to its end, then goes on with `resume`, or answers what is wrong through `answer`. */
export function receiveMultipart(
  exchange: Exchange,
  media: MediaRow,
  received: ReceivedBody,
  { resume, answer }: { resume: (exchange: Exchange) => void; answer: (exchange: Exchange, outcome: Outcome) => void },
): Outcome | typeof waiting {
  const boundary = boundaryOf(exchange.contentType);
  if (boundary === undefined) return { code: 'malformed-body', detail: 'The Content-Type of a multipart body must name its boundary.' };
  const collector = new PartCollector(media, exchange.operation.row?.idempotency !== undefined);
  const reader = new MultipartReader(boundary, collector, (problem) => {
    if (exchange.answered || exchange.aborted) return;
    if (problem !== undefined) {
      if (problem.code === 'body-too-large') exchange.closes = true;
      return answer(exchange, problem);
    }
    exchange.body = collector.finish();
    exchange.bodyViolations = collector.violations;
    exchange.bodyMedia = media;
    exchange.bodyBytes = collector.digest();
    resume(exchange);
  });
  exchange.uploads = reader;
  pourInto(exchange, received, reader);
  return waiting;
}
