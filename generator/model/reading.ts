import type { Located } from '../load/located.ts';
import type { Position } from '../load/position.ts';
import type { RefusalCode } from '../load/refusal-codes.ts';
import type { RefusalList } from '../load/refusal.ts';
import type { References } from '../load/references.ts';
import type { JsonSchema } from './json-schema.ts';
import type { SchemaRegistry } from './schema-registry.ts';
import type { Example } from './types.ts';

/** An example that has to satisfy a schema, once all schemas are known. */
export interface ExampleToCheck {
  readonly example: Example;
  /** Where the value itself stands. */
  readonly value: Located;
  readonly schema: JsonSchema;
}

/** What the readers of the parts of a contract share while one is read. */
export class Reading {
  readonly references: References;
  readonly refusals: RefusalList;
  readonly schemas: SchemaRegistry;
  readonly examples: ExampleToCheck[] = [];

  constructor(references: References, refusals: RefusalList, schemas: SchemaRegistry) {
    this.references = references;
    this.refusals = refusals;
    this.schemas = schemas;
  }

  /** What a value stands for: itself, or what it refers to. */
  follow(located: Located | undefined): Located | undefined {
    return located && this.references.follow(located);
  }

  /** Records why something cannot be taken; gives `undefined` so that a reader can return it. */
  refuse(code: RefusalCode, at: Located | Position, message: string, hint: string): undefined {
    const position = 'position' in at ? at.position : at;
    this.refusals.add({ code, message, hint, position });
  }
}
