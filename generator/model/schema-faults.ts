import { nearestWord } from '../load/did-you-mean.ts';
import type { Located } from '../load/located.ts';
import type { RefusalList } from '../load/refusal.ts';
import { hintForFormat, knownFormats } from './formats.ts';
import type { JsonSchema } from './json-schema.ts';
import { keywordContent, keywordHints, knownKeywords } from './schema-keywords.ts';

/** Schemas written within each other. */
export const deepest = 300;

/** Of drafts before 2019-09. */
export const oldDialects = /^https?:\/\/json-schema\.org\/draft-0[3-7]\/schema#?$/;
const dialects = new Set(['https://json-schema.org/draft/2020-12/schema', 'https://json-schema.org/draft/2019-09/schema', 'https://spec.openapis.org/oas/3.1/dialect/base']);

/** Says what is wrong with a schema, or what of it means nothing; what is left out of a copy is undefined. */
export class SchemaFaults {
  readonly #refusals: RefusalList;

  constructor(refusals: RefusalList) {
    this.#refusals = refusals;
  }

  checkDialect(member: Located): undefined {
    const dialect = String(member.value);
    if (dialects.has(dialect.replace(/#$/, '')) || oldDialects.test(dialect)) return;
    const hint = 'Remove $schema, or write the schema in JSON Schema 2020-12';
    this.#refusals.add({
      code: 'unsupported-keyword',
      message: `the dialect ${String(member.value)} is not supported`,
      hint,
      position: member.position,
    });
  }

  /** Any format may be written; one that is not known is a note without effect (JSON Schema 2020-12 validation, section 7). */
  warnOfFormat(format: string, { position }: Located): void {
    if (Object.hasOwn(knownFormats, format)) return;
    this.#refusals.warn({ code: 'unknown-format', message: `the format ${format} is not known and not checked`, hint: hintForFormat(format), position });
  }

  /** "This array SHOULD have at least one element" (JSON Schema 2020-12 validation, section 6.1.2). */
  warnOfNothing({ position }: Located): void {
    const hint = 'Add the values that are allowed, or remove enum';
    this.#refusals.warn({ code: 'empty-enum', message: 'no value satisfies an empty enum', hint, position });
  }

  refuseDepth({ position }: Located): JsonSchema {
    const hint = 'Give the inner schemas names under components/schemas, and refer to them';
    this.#refusals.add({ code: 'unsupported-feature', message: `schemas are nested more than ${deepest} deep`, hint, position });
    return true;
  }

  refuseSchema({ position }: Located): void {
    const hint = 'Write the keywords of a schema here';
    this.#refusals.add({ code: 'invalid-schema', message: 'a schema must be an object, true or false', hint, position });
  }

  refuseValue(keyword: string, expected: string, { position }: Located): undefined {
    const hint = 'Write what JSON Schema 2020-12 allows here';
    this.#refusals.add({ code: 'invalid-schema', message: `${keyword} ${expected}`, hint, position });
  }

  refuseKeyword(keyword: string, member: Located): undefined {
    const position = member.keyPosition;
    if (keywordContent(keyword) === 'refused') {
      const hint = 'Refer to schemas by their place, #/components/schemas/<name>';
      this.#refusals.add({ code: 'unsupported-keyword', message: `${keyword} is not supported`, hint, position });
      return;
    }
    const meant = nearestWord(keyword, knownKeywords);
    const hint = keywordHints.get(keyword) ?? (meant ? `Did you mean ${meant}?` : 'Remove it, or let its name begin with x-');
    this.#refusals.add({ code: 'unknown-keyword', message: `${keyword} is no keyword of a schema`, hint, position });
  }
}
