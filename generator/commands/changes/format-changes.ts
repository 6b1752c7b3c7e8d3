import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paint } from '../report.ts';
import type { ChangedEntry, Changes } from './compare-outlines.ts';
import type { Entry } from './read-outline.ts';

const mostEntries = 20;
const mostChanges = 8;

/** What changed, and where the handlers are, as a person wants to read it; nothing where nothing did. */
export function formatChanges(name: string, changes: Changes, root: string): string {
  const { added, removed, changed } = changes;
  const counts = Object.entries({ added, removed, changed }).flatMap(([word, { length }]) => (length === 0 ? [] : [`${length} ${word}`]));
  if (counts.length === 0) return '';
  const followers = new Map(added.map((entry) => [fact(entry, 'request'), entry]));
  return [
    `${paint('green', name)}: the contract changed: ${counts.join(', ')}`,
    ...few(added, (entry) => addedLines(entry, root)),
    ...few(removed, (entry) => removedLines(entry, followers.get(fact(entry, 'request')), root)),
    ...few(changed, changedLines),
  ].join('\n');
}

function addedLines(entry: Entry, root: string): string[] {
  const handler = fact(entry, 'handler');
  // What the service sends by itself has none.
  if (handler === '') return [`  ${paint('green', '+')} ${title(entry)}`];
  const note = existsSync(join(root, handler)) ? handler : `${handler} is missing: specwright scaffold creates it`;
  return [`  ${paint('green', '+')} ${title(entry)}`, `      ${note}`];
}

/** The author's files stay: they are only named. */
function removedLines(entry: Entry, follower: Entry | undefined, root: string): string[] {
  const handler = fact(entry, 'handler');
  const test = handler.replace(/^handlers\/(.*)\.ts$/, 'test/api/$1.test.ts');
  const files = [handler, test].filter((file) => file !== '' && existsSync(join(root, file)));
  return [
    `  ${paint('red', '-')} ${title(entry)}${follower === undefined ? '' : `, which is ${follower.id} now`}`,
    ...files.map((file) => `      ${file} is an orphan: nothing calls it any more; it was not deleted`),
  ];
}

function changedLines({ entry, changes }: ChangedEntry): string[] {
  const more = changes.length - mostChanges;
  return [
    `  ${paint('dim', '~')} ${title(entry)}  ${fact(entry, 'handler')}`,
    ...changes.slice(0, mostChanges).map((change) => `      ${change}`),
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
}

function title(entry: Entry): string {
  return `${entry.kind === 'operation' ? '' : `${entry.kind} `}${entry.id}  ${paint('dim', fact(entry, 'request'))}`;
}

function fact({ facts }: Entry, key: string): string {
  return facts.get(key) ?? '';
}

function few<T>(items: readonly T[], lines: (item: T) => string[]): string[] {
  const more = items.length - mostEntries;
  return [...items.slice(0, mostEntries).flatMap(lines), ...(more > 0 ? [`  and ${more} more`] : [])];
}
