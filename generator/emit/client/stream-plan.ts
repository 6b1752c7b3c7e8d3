import type { Content, Operation } from '../../model/types.ts';

/** Whether a body reaches a client item by item. */
export function isStream({ itemSchema }: Content): boolean {
  return itemSchema !== undefined;
}

/** Whether some success of an operation reaches the client item by item. */
export function answersWithStream(operation: Operation): boolean {
  return successes(operation).some(isStream);
}

/** What an `OperationPlan` says of an operation that answers with a stream. */
export function streamPlan(operation: Operation): object {
  if (!answersWithStream(operation)) return {};
  const contents = successes(operation);
  const resuming = operation.parameters.find(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'last-event-id');
  return {
    ...(contents.every(isStream) ? { accept: contents.map(({ mediaType }) => mediaType.replace(/;.*$/s, '').trim().toLowerCase()).join(', ') } : {}),
    ...(resuming === undefined ? {} : { resumes: resuming.name }),
  };
}

function successes({ responses }: Operation): Content[] {
  return responses.filter(({ status }) => /^2/.test(status)).flatMap(({ contents }) => contents);
}
