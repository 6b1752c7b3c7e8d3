import { checkOpenApi } from '../load/check-openapi.ts';
import { editionOf, type Edition } from '../load/edition.ts';
import { exactData } from '../load/exact-integer.ts';
import type { Located } from '../load/located.ts';
import type { Position } from '../load/position.ts';
import type { References } from '../load/references.ts';
import type { OpenApiPart } from '../load/published-schema.ts';
import type { RefusalCode } from '../load/refusal-codes.ts';
import type { RefusalList } from '../load/refusal.ts';
import type { Source } from '../load/source.ts';
import type { MachineCache } from '../load/machine-cache.ts';
import type { SchemaSample } from './schema-places.ts';
import type { SchemaRegistry } from './schema-registry.ts';

/** What the readers of the parts of a contract share while one is read. */
export class Reading {
  readonly references: References;
  readonly refusals: RefusalList;
  readonly schemas: SchemaRegistry;
  /** Examples that have to satisfy a schema, once all schemas are known. */
  readonly examples: SchemaSample[] = [];
  /** Whether integers of 64 bits are bigints. */
  readonly keepsInt64: boolean;
  readonly #cache: MachineCache;
  /** The document whose structure is checked as a whole. */
  readonly #document: Source;
  readonly #checked = new Set<string>();
  readonly #read = new Map<string, unknown>();

  constructor(references: References, refusals: RefusalList, schemas: SchemaRegistry, cache: MachineCache, document: Source, keepsInt64 = false) {
    this.references = references;
    this.refusals = refusals;
    this.schemas = schemas;
    this.#cache = cache;
    this.#document = document;
    this.keepsInt64 = keepsInt64;
  }

  /** Data as a program is given it: with the integers that it was written with, where they are kept. */
  dataOf(located: Located): unknown {
    return this.keepsInt64 ? exactData(located) : located.value;
  }

  /** What a value stands for: itself, or what it refers to. A part of OpenAPI that is in another file is checked there. */
  follow(located: Located | undefined, part?: OpenApiPart): Located | undefined {
    const target = located && this.references.follow(located);
    if (target !== undefined && part !== undefined && target.source !== this.#document) this.checkStructure(part, target);
    return target;
  }

  /** Reads a part that many may refer to; the second time it is what it was. `kind` tells what it is read as. */
  once<Part>(kind: string, located: Located, read: () => Part): Part {
    const key = `${kind} ${located.id}`;
    if (!this.#read.has(key)) this.#read.set(key, read());
    return this.#read.get(key) as Part;
  }

  checkStructure(part: OpenApiPart, located: Located): void {
    if (this.#checked.has(located.id)) return;
    this.#checked.add(located.id);
    for (const refusal of checkOpenApi(part, located, this.edition(located), this.#cache)) this.refusals.add(refusal);
  }

  /** The edition of OpenAPI that decides about a part of the contract. */
  edition({ source }: Located): Edition {
    return editionOf(source, editionOf(this.#document, '3.1'));
  }

  /** Records why something cannot be taken; gives `undefined` so that a reader can return it. */
  refuse(code: RefusalCode, at: Located | Position, message: string, hint: string): undefined {
    const position = 'position' in at ? at.position : at;
    this.refusals.add({ code, message, hint, position });
  }

  /** Records what cannot be taken, unless the reading is lenient and something may stand in: `instead` says what. */
  refuseOr(instead: string, code: RefusalCode, at: Located | Position, message: string, hint: string): undefined {
    if (this.refusals.isLenient) this.warn(code, at, message, `${hint}; until then ${instead}`);
    else this.refuse(code, at, message, hint);
  }

  /** Records what is taken, but perhaps not as its author thought. */
  warn(code: RefusalCode, at: Located | Position, message: string, hint: string): void {
    const position = 'position' in at ? at.position : at;
    this.refusals.warn({ code, message, hint, position });
  }
}
