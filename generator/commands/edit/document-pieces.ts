import { jsonMembers, skipSpace, type JsonMember } from '../../load/json-members.ts';

/** A path item or a component, as it stands in the text of a document. */
export interface Piece extends JsonMember {
  /** `paths`, or the kind of component. */
  readonly kind: string;
}

/** The text of an OpenAPI document, taken apart. */
export interface DocumentPieces {
  readonly text: string;
  /** In the order of the text. */
  readonly pieces: readonly Piece[];
  /** Members of the document besides `paths` and `components`. */
  readonly others: readonly JsonMember[];
}

/** Cuts a JSON text; undefined where something refers to parts of it in other ways than by the names of components. */
export function cutDocument(text: string): DocumentPieces | undefined {
  if (isUnusual(text)) return undefined;
  const members = jsonMembers(text, skipSpace(text, 0));
  const cut = (kind: string, { value }: JsonMember) => jsonMembers(text, value).map((member): Piece => ({ ...member, kind }));
  const pieces = members.flatMap((member) => {
    if (member.name === 'paths') return cut('paths', member);
    return member.name === 'components' ? jsonMembers(text, member.value).flatMap((kind) => cut(kind.name, kind)) : [];
  });
  return { text, pieces, others: members.filter(({ name }) => name !== 'paths' && name !== 'components' && name !== 'x-webhooks') };
}

/** Whether a text may refer to what is not told by the name of a component. */
export function isUnusual(text: string): boolean {
  return unusual.some((mark) => text.includes(mark));
}

const unusual = ['"$id"', '"$anchor"', '"$dynamicRef"', '"$dynamicAnchor"', '"operationRef"', '\\/', '\\u002'];

/** The piece that a place is within, its braces apart. */
export function pieceAt({ pieces }: DocumentPieces, begin: number, end: number): Piece | undefined {
  return pieces.find((piece) => piece.value < begin && end < piece.end);
}

/** A document of some pieces alone, with all that belongs to none; `texts` has the values of those that are to be written otherwise. */
export function composeDocument({ text, others }: DocumentPieces, pieces: readonly Piece[], texts: ReadonlyMap<Piece, string> = new Map()): string {
  const chosen = [...pieces].sort((a, b) => a.begin - b.begin);
  const write = (piece: Piece) => text.slice(piece.begin, piece.value) + (texts.get(piece) ?? text.slice(piece.value, piece.end));
  const written = (kind: string) => chosen.filter((piece) => piece.kind === kind).map(write).join(',\n');
  const kinds = [...new Set(chosen.map(({ kind }) => kind))].filter((kind) => kind !== 'paths');
  const components = kinds.map((kind) => `${JSON.stringify(kind)}: {${written(kind)}}`);
  const head = others.map(({ begin, end }) => text.slice(begin, end));
  return `{${[...head, `"paths": {${written('paths')}}`, `"components": {${components.join(',\n')}}`].join(',\n')}}\n`;
}
