import { anyEvents, type EventStream } from './event-stream.ts';
import type { Operation } from './types.ts';

/** Operations whose event streams all say which events there are: what an AsyncAPI document says of them, else anything. */
export function describeStreams(operations: readonly Operation[], known: ReadonlyMap<string, EventStream>): Operation[] {
  return operations.map((operation) => ({
    ...operation,
    responses: operation.responses.map((response) => ({
      ...response,
      contents: response.contents.map((content) => {
        const isOpen = content.codec === 'events' && content.itemSchema === undefined;
        return isOpen ? { ...content, ...(known.get(operation.id) ?? anyEvents) } : content;
      }),
    })),
  }));
}
