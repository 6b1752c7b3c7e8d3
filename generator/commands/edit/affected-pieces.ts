import { haveSameRules } from '../../emit/rules-digest.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { pieceAt, type DocumentPieces, type Piece } from './document-pieces.ts';

/** More than this is quicker to generate as a whole. */
const most = { users: 40, bytes: 600_000 };

/**
 * A piece, all that refers to it, directly or not, and all that these refer to: what is printed of the piece and because of it depends
 * on nothing else but names. `before` is what stood there before. Undefined where that is much, where a reference is none to a component
 * by its name, and where other components are referred to than before: under which name a component is known depends on all of them.
 */
export function affectedPieces(document: DocumentPieces, changed: Piece, before: string): Piece[] | undefined {
  if (distinct(referencesIn(before)) !== distinct(referencesIn(textOf(document, changed)))) return undefined;
  const own = withReferences(document, new Set([changed]));
  const isAnywhere = own === undefined || !isNote(document, changed, before) || [...own].some((piece) => hasForms(textOf(document, piece)));
  const users = usersOf(document, changed, isAnywhere ? () => true : isComposed);
  const all = users && withReferences(document, new Set([...users, ...pathsLike(document, users)]));
  return all === undefined || sizeOf(all) > most.bytes ? undefined : [...all];
}

/** Operations at paths of the same shape are told apart by what each of them declares. */
function pathsLike({ pieces }: DocumentPieces, users: ReadonlySet<Piece>): Piece[] {
  const shape = ({ name }: Piece) => name.replace(/[?#].*/, '').replaceAll(/\{[^}]*\}/g, '{}');
  const isPath = ({ kind }: Piece) => kind === 'paths';
  const shapes = new Set([...users].filter(isPath).map(shape));
  return pieces.filter((piece) => isPath(piece) && shapes.has(shape(piece)));
}

/** Whether nothing but descriptions of a schema is said otherwise. */
function isNote(document: DocumentPieces, piece: Piece, before: string): boolean {
  return piece.kind === 'schemas' && haveSameRules(JSON.parse(before) as JsonSchema, JSON.parse(textOf(document, piece)) as JsonSchema);
}

/** Whether there may be a form of it for requests and another one for answers: which of them depends on who uses it. */
function hasForms(written: string): boolean {
  return /"(readOnly|writeOnly|discriminator)"\s*:/.test(written);
}

function textOf({ text }: DocumentPieces, { value, end }: Piece): string {
  return text.slice(value, end);
}

/** Only where schemas are put together is a description shown at another place than where it was written. */
function isComposed(written: string): boolean {
  return /"(allOf|then|else|dependentSchemas|dependencies)"\s*:/.test(written);
}

function usersOf(document: DocumentPieces, changed: Piece, isConcerned: (written: string) => boolean): Set<Piece> | undefined {
  const users = new Set([changed]);
  for (const piece of users) {
    if (piece.kind === 'paths') continue;
    if (!/^[\w.-]+$/.test(piece.name)) return undefined;
    for (const at of placesOf(document.text, referenceTo(piece))) {
      const user = pieceAt(document, at, at);
      if (user === undefined || document.text[at + referenceTo(piece).length] === '/') return undefined;
      if (isConcerned(textOf(document, user))) users.add(user);
    }
    if (users.size > most.users) return undefined;
  }
  return users;
}

function referenceTo({ kind, name }: Piece): string {
  return `"#/components/${kind}/${name}`;
}

/** Not where a longer name begins in the same way. */
function placesOf(text: string, reference: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(reference); at >= 0; at = text.indexOf(reference, at + 1)) {
    if (/["/]/.test(text[at + reference.length] ?? '')) places.push(at);
  }
  return places;
}

function withReferences(document: DocumentPieces, from: ReadonlySet<Piece>): Set<Piece> | undefined {
  const { pieces } = document;
  const byReference = new Map(pieces.map((piece) => [`#/components/${piece.kind}/${piece.name}`, piece]));
  const all = new Set([...from, ...pieces.filter(({ kind }) => kind === 'securitySchemes')]);
  for (const piece of all) {
    for (const reference of referencesIn(textOf(document, piece))) {
      const target = byReference.get(reference);
      if (target === undefined) return undefined;
      all.add(target);
    }
  }
  return all;
}

/** Those of `$ref`, and the values of the `mapping` of a discriminator, whatever they are. */
function referencesIn(written: string): string[] {
  const mappings = [...written.matchAll(/"mapping"\s*:\s*\{([^}]*)\}/g)].flatMap(([, members = '']) => [...members.matchAll(/:\s*"([^"]*)"/g)]);
  return [...written.matchAll(/"\$ref"\s*:\s*"([^"]*)"/g), ...mappings].map(([, reference = '']) => reference);
}

function distinct(references: readonly string[]): string {
  return [...new Set(references)].sort().join('\n');
}

function sizeOf(pieces: ReadonlySet<Piece>): number {
  return [...pieces].reduce((sum, { begin, end }) => sum + end - begin, 0);
}
