import type { Api } from '../model/types.ts';

/** False for an API that has nothing but topics: programs read and write those, and nobody serves them. */
export function isServed({ operations, channels, topics }: Pick<Api, 'operations' | 'channels' | 'topics'>): boolean {
  return topics.length === 0 || operations.length + channels.length > 0;
}
