import type { DocumentPieces, Piece } from './document-pieces.ts';
import { referenceAt } from './references-in.ts';

/** Who refers to which component of a document, by their keys. */
export class ReferenceGraph {
  readonly #users = new Map<string, Set<string>>();
  /** Components to parts of which something refers: under names that depend on all of the document. */
  readonly #divided = new Set<string>();

  constructor(document: DocumentPieces) {
    const pieces = [...document.pieces.values()];
    const { text } = document;
    for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      const [, key = '', part] = named.exec(referenceAt(text, at)) ?? [];
      const user = pieceAt(pieces, at);
      if (user === undefined) continue;
      this.#users.set(key, (this.#users.get(key) ?? new Set()).add(user.key));
      if (part !== '') this.#divided.add(key);
    }
  }

  /** Those that refer to a component; undefined where its name alone does not tell who that is. */
  usersOf(key: string): ReadonlySet<string> | undefined {
    if (!/^components\/\w+\/[\w.-]+$/.test(key) || this.#divided.has(key)) return undefined;
    return this.#users.get(key) ?? new Set();
  }

  /** All that refer to some components, directly or not, and these themselves; `goesOn` tells whose users count. */
  reachingTo(keys: Iterable<string>, goesOn: (key: string) => boolean = () => true): Set<string> | undefined {
    const all = new Set(keys);
    for (const key of all) {
      if (key.startsWith('paths/')) continue;
      const users = this.usersOf(key);
      if (users === undefined) return undefined;
      for (const user of users) if (goesOn(user)) all.add(user);
    }
    return all;
  }
}

const prefix = '#/components/';
const named = /^#\/(components\/[^/]+\/[^/]+)(.*)/;

/** The piece that a place is within; they stand in the order of the text. */
function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  return piece !== undefined && piece.begin <= at ? piece : undefined;
}
