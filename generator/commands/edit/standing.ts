import { join } from 'node:path';
import { outlinePath } from '../../emit/outline/outline.ts';
import { readBytes } from '../../files/hashes.ts';
import type { DocumentPieces } from './document-pieces.ts';
import type { PlacedOperation } from './neighbouring-paths.ts';

/** What was generated of the whole, as it stands. */
export class Standing {
  readonly #folder: string;
  #outline: string | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The text of a file. */
  read(path: string): string | undefined {
    return readBytes(join(this.#folder, path))?.toString('utf8');
  }

  get types(): string {
    return this.read('types.ts') ?? '';
  }

  /** Names of all schemas, or ids of all operations. */
  namesOf(kind: 'schema' | 'operation'): string[] {
    return [...this.#lines.matchAll(new RegExp(`^${kind} (\\S+)$`, 'gm'))].map(([, name = '']) => decodeURIComponent(name));
  }

  /** All operations, in the order of the document, but for those that are at another path than it says. */
  operationsOf(document: DocumentPieces, base: string): PlacedOperation[] {
    const blocks = this.#lines.split(/\n(?=\S)/).filter((block) => block.startsWith('operation '));
    return blocks.flatMap((block) => {
      const [, path = '', folder = ''] = /^ {2}request: \S+ (.+)\n {2}handler: handlers\/[^/\n]+\/([^/\n]+)\//m.exec(block) ?? [];
      const key = `paths/${path.startsWith(base) ? path.slice(base.length) : path}`;
      return document.pieces.has(key) ? [{ key, folder, hasTypes: ownTypes.test(block) }] : [];
    });
  }

  get #lines(): string {
    return (this.#outline ??= this.read(outlinePath) ?? '');
  }
}

/** Lines of what an operation has types of its own for, before those of all operations: cookies, headers, bodies of other statuses. */
const ownTypes = /^ {2}(?:cookie |response \S+ header |response (?:default|[13]\d\d|\dXX) \S+: )/m;
