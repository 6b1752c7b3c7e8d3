import type { TextMember } from '../../load/json-members.ts';
import { isRecord } from '../../load/located.ts';
import { pathOfUrl } from '../../model/base-path.ts';
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
  const isNote = (name: string) => notes.has(name) || (name === 'servers' && basePathOf(before) !== undefined && basePathOf(before) === basePathOf(after));
  if (!others.every((name) => isNote(name) && isSound(after, after.others.get(name)))) return undefined;
  const changed = keysOf(before.pieces, after.pieces).filter((key) => differs(before.pieces.get(key), after.pieces.get(key)));
  return { before, after, changed: new Set(changed) };
}

/** Of servers nothing is printed but the path of the first one's URL; undefined where its variables have a say in it. */
export function basePathOf({ others, toJson }: DocumentPieces): string | undefined {
  const servers = others.get('servers');
  const path = servers === undefined ? '' : serverPath(JSON.parse(toJson(servers) ?? '[{}]'));
  return path?.includes('{') === true ? undefined : path;
}

/** The path of the first URL of a list of servers, with its variables; undefined where there is none. */
export function serverPath(servers: unknown): string | undefined {
  const list = Array.isArray(servers) ? (servers as unknown[]) : [];
  const [first = { url: '' }] = list;
  return isRecord(first) && typeof first['url'] === 'string' ? pathOfUrl(first['url']) : undefined;
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

/** A document of some pieces alone, with all that belongs to none; of some others it has something else. */
export function composePart({ pieces, others, toJson }: DocumentPieces, keys: ReadonlySet<string>, instead: ReadonlyMap<string, string> = new Map()): string {
  const chosen = [...pieces.values()].filter(({ key }) => keys.has(key) || instead.has(key));
  const write = (member: TextMember, text = toJson(member)) => `${JSON.stringify(member.name)}: ${text ?? 'null'}`;
  const within = (prefix: string) => chosen.filter(({ key, name }) => key === `${prefix}/${name}`).map((piece) => write(piece, instead.get(piece.key))).join(',\n');
  const kinds = [...new Set(chosen.filter(({ key }) => key.startsWith('components/')).map(({ key }) => key.split('/')[1] ?? ''))];
  const head = [...others.values()].filter(({ name }) => name !== 'x-webhooks').map((member) => write(member));
  const components = kinds.map((kind) => `${JSON.stringify(kind)}: {${within(`components/${kind}`)}}`);
  return `{${[...head, `"paths": {${within('paths')}}`, `"components": {${components.join(',\n')}}`].join(',\n')}}\n`;
}
