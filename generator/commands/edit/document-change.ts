import type { TextMember } from '../../load/json-members.ts';
import { textOf, type DocumentPieces } from './document-pieces.ts';

/** A document before and after an edit. */
export interface EditedDocument {
  readonly before: DocumentPieces;
  readonly after: DocumentPieces;
  /** Keys of the pieces that stand in one of them only, or otherwise in each. */
  readonly changed: ReadonlySet<string>;
}

/** Members of a document that concern no operation: told to readers, or not read at all. */
const notes = new Set(['info', 'tags', 'externalDocs', 'x-webhooks']);

/**
 * What is otherwise in one document than in another; undefined where that is more than some path items and components, and what is
 * said of the whole.
 */
export function compareDocuments(before: DocumentPieces, after: DocumentPieces): EditedDocument | undefined {
  if (before.glue !== after.glue || !isSameOrder(before, after)) return undefined;
  const differs = (old: TextMember | undefined, now: TextMember | undefined) =>
    old === undefined || now === undefined || textOf(before, old) !== textOf(after, now);
  const others = keysOf(before.others, after.others).filter((name) => differs(before.others.get(name), after.others.get(name)));
  if (!others.every((name) => notes.has(name) && isSound(after, after.others.get(name)))) return undefined;
  const changed = keysOf(before.pieces, after.pieces).filter((key) => differs(before.pieces.get(key), after.pieces.get(key)));
  return { before, after, changed: new Set(changed) };
}

function isSound({ toJson }: DocumentPieces, member: TextMember | undefined): boolean {
  return member === undefined || toJson(member) !== undefined;
}

function keysOf(...maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))];
}

/** Operations are printed in the order in which they are written. */
function isSameOrder({ pieces }: DocumentPieces, after: DocumentPieces): boolean {
  const old = [...pieces.keys()].filter((key) => after.pieces.has(key));
  const now = [...after.pieces.keys()].filter((key) => pieces.has(key));
  return old.every((key, index) => key === now[index]);
}

/** What a piece says before and after, as JSON, once where it is the same; undefined where it is not sound by itself. */
export function writtenOf({ before, after, changed }: EditedDocument, key: string): string[] | undefined {
  const texts = [...(changed.has(key) ? [before] : []), after].flatMap(({ pieces, toJson }) => {
    const piece = pieces.get(key);
    return piece === undefined ? [] : [toJson(piece)];
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** A document of some pieces alone, with all that belongs to none. */
export function composePart({ pieces, others, toJson }: DocumentPieces, keys: ReadonlySet<string>): string {
  const chosen = [...pieces.values()].filter(({ key }) => keys.has(key));
  const write = (member: TextMember) => `${JSON.stringify(member.name)}: ${toJson(member) ?? 'null'}`;
  const within = (prefix: string) => chosen.filter(({ key, name }) => key === `${prefix}/${name}`).map(write).join(',\n');
  const kinds = [...new Set(chosen.filter(({ key }) => key.startsWith('components/')).map(({ key }) => key.split('/')[1] ?? ''))];
  const head = [...others.values()].filter(({ name }) => name !== 'x-webhooks').map(write);
  const components = kinds.map((kind) => `${JSON.stringify(kind)}: {${within(`components/${kind}`)}}`);
  return `{${[...head, `"paths": {${within('paths')}}`, `"components": {${components.join(',\n')}}`].join(',\n')}}\n`;
}
