import { exactData } from '../load/exact-integer.ts';
import { isRecord, Located } from '../load/located.ts';
import type { RefusalList } from '../load/refusal.ts';
import { isReference, type DynamicScope } from '../load/references.ts';
import { isSchemaFile } from '../load/schema-resources.ts';
import { setMember } from '../load/yaml-data.ts';
import { checkPattern } from './check-pattern.ts';
import type { JsonSchema } from './json-schema.ts';
import { expectedValue } from './keyword-values.ts';
import { schemaWithin } from './multi-format-schema.ts';
import { oldWord, type OldWord } from './old-words.ts';
import { deepest, oldDialects, SchemaFaults } from './schema-faults.ts';
import { keywordContent } from './schema-keywords.ts';
import type { SchemaPlaces, SchemaSample } from './schema-places.ts';
import { recursiveReference } from './recursive-reference.ts';
import { isNote, upgradeSchema } from './upgrade-schema.ts';

/**
 * Copies schemas out of their documents: references get their final names, and what no validator could honour is refused
 * where it stands. The copy has the shape of the original, so that pointers into one are pointers into the other.
 */
export class SchemaConverter {
  /** Values within schemas that have to satisfy them. */
  readonly samples: SchemaSample[] = [];
  readonly #places: SchemaPlaces;
  readonly #refusals: RefusalList;
  readonly #faults: SchemaFaults;
  #entered: DynamicScope = new Map();
  #depth = 0;

  constructor(places: SchemaPlaces, refusals: RefusalList) {
    this.#places = places;
    this.#refusals = refusals;
    this.#faults = new SchemaFaults(refusals);
  }

  /** `entered`: the dynamic anchors that count where the schema is referred to. */
  convert(written: Located, entered: DynamicScope = this.#entered): JsonSchema {
    const schema = schemaWithin(written, this.#refusals);
    if (schema === undefined) return true;
    if (this.#depth >= deepest) return this.#faults.refuseDepth(schema);
    const before = this.#entered;
    this.#entered = this.#places.enter(schema, entered);
    this.#depth++;
    const converted = this.#convert(schema);
    this.#depth--;
    this.#entered = before;
    return converted;
  }

  #convert(schema: Located): JsonSchema {
    if (typeof schema.value === 'boolean') return schema.value;
    if (!isRecord(schema.value)) this.#faults.refuseSchema(schema);
    const copy: Record<string, unknown> = {};
    for (const [keyword, member] of this.#effectiveMembers(schema)) {
      const value = this.#convertKeyword(keyword, member, schema);
      if (value !== undefined) setMember(copy, keyword, value);
    }
    if (this.#places.keepsInt64 === true && describesInt64(copy)) copy['$int64'] = 'is';
    const upgraded = this.#withSoundDefault(upgradeSchema(copy), schema.get('default'));
    this.#collectSamples(schema, upgraded);
    return upgraded;
  }

  /** What stands beside a `$ref` means nothing in OpenAPI 3.0 (section "Reference Object"); notes are left out silently. */
  #effectiveMembers(schema: Located): [string, Located][] {
    const members = schema.members().filter(([, member]) => !this.#places.isLeftOut(member));
    if (!isReference(schema.value) || !this.#standsAlone(schema)) return members;
    const lost = members.filter(([keyword]) => keyword !== '$ref' && !isNote(keyword));
    for (const [keyword, { keyPosition: position }] of lost) {
      const hint = 'Put the $ref into allOf, and leave this beside it; until then it is ignored';
      this.#refusals.warn({ code: 'ignored-member', message: `${keyword} means nothing beside a $ref`, hint, position });
    }
    return members.filter(([keyword]) => keyword === '$ref');
  }

  /** Whether nothing may stand beside a `$ref`: so it was until draft 2019-09. */
  #standsAlone(schema: Located): boolean {
    return this.#places.edition(schema) === '3.0' || oldDialects.test(String(Located.rootOf(schema.source).text('$schema')));
  }

  #withSoundDefault(schema: Exclude<JsonSchema, boolean>, value: Located | undefined): Exclude<JsonSchema, boolean> {
    if (value === undefined || !Object.hasOwn(schema, 'default')) return schema;
    if (this.#places.takesDefault({ kind: 'default', value, schema })) return schema;
    return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'default'));
  }

  #collectSamples(located: Located, schema: Exclude<JsonSchema, boolean>): void {
    const add = (kind: SchemaSample['kind'], value: Located | undefined) => value && this.samples.push({ kind, value, schema });
    const preset = located.get('default');
    if (preset !== undefined && (Object.hasOwn(schema, 'default') || this.#places.isLeftOut(preset))) add('default', preset);
    add('example', located.get('example'));
    for (const value of located.get('examples')?.items() ?? []) add('example', value);
  }

  /** The keyword's value in the copy, or undefined to leave it out. */
  #convertKeyword(keyword: string, member: Located, schema: Located): unknown {
    if (keyword.startsWith('x-')) return undefined;
    const old = oldWord(keyword, member.value, schema.members().length === 1);
    if (old !== undefined) return this.#convertOldWord(keyword, member, old);
    if (keyword === 'id' && isSchemaFile(member.source)) return undefined;
    if (keyword === '$recursiveRef' && member.value === '#') return this.#nameRecursion(member, schema);
    if (keyword === 'discriminator' && isOfAsyncApi(member)) return toDiscriminator(String(member.value), schema);
    const expected = expectedValue(keyword, member.value);
    if (expected !== undefined) return this.#faults.refuseValue(keyword, expected, member);
    switch (keywordContent(keyword)) {
      case 'reference':
        return keyword === '$dynamicRef' || isReference(schema.value) ? this.#nameReference(keyword, schema) : undefined;
      case 'schema':
        return this.convert(member);
      case 'schemas':
        return member.items().map((item) => this.convert(item));
      case 'schema-map':
        return isDefinitions(keyword) ? undefined : this.#convertMap(keyword, member);
      case 'data':
        return this.#convertData(keyword, member);
      case 'identifier':
        return undefined;
      default:
        return this.#faults.refuseKeyword(keyword, member);
    }
  }

  #nameReference(keyword: string, schema: Located): string | undefined {
    const { $dynamicRef } = schema.value as { $dynamicRef?: unknown };
    return this.#places.nameReference(keyword === '$ref' ? schema : schema.withValue({ $dynamicRef }), this.#entered);
  }

  #nameRecursion(member: Located, schema: Located): string | undefined {
    const $ref = recursiveReference(schema);
    return $ref === undefined ? this.#faults.refuseKeyword('$recursiveRef', member) : this.#places.nameReference(schema.withValue({ $ref }), this.#entered);
  }

  /** Words of OpenAPI 3.0 and of older drafts, which `upgradeSchema` replaces; outside of OpenAPI 3.0 they are worth a word. */
  #convertOldWord(keyword: string, member: Located, { isOf30, hint }: OldWord): unknown {
    if (!isOf30 || this.#places.edition(member) !== '3.0') {
      const message = `${keyword} is not used like this since JSON Schema 2020-12`;
      this.#refusals.warn({ code: 'outdated-keyword', message, hint: `${hint}; it is understood all the same`, position: member.keyPosition });
    }
    if (keyword === '$recursiveAnchor') return undefined;
    if (keyword === 'type') return Array.isArray(member.value) ? member.value.map((name: unknown) => name ?? 'null') : 'null';
    if (Array.isArray(member.value)) return member.items().map((item) => this.convert(item));
    if (keyword === 'dependencies') return this.#convertDependencies(member);
    return keyword === 'additionalItems' ? this.convert(member) : member.value;
  }

  #convertDependencies(map: Located): unknown {
    const copy: Record<string, unknown> = {};
    for (const [name, member] of map.members()) setMember(copy, name, Array.isArray(member.value) ? member.value : this.convert(member));
    return copy;
  }

  #convertMap(keyword: string, map: Located): unknown {
    const copy: Record<string, JsonSchema> = {};
    for (const [name, member] of this.#membersOf(map)) {
      const isSound = keyword !== 'patternProperties' || checkPattern(name, member.keyPosition, this.#refusals);
      if (isSound) setMember(copy, name, this.convert(member));
    }
    return copy;
  }

  /** A text is no schema, so `$ref` is no property here: the map is elsewhere, or has more members there. */
  #membersOf(map: Located): [string, Located][] {
    const reference = map.get('$ref');
    if (typeof reference?.value !== 'string') return map.members();
    const message = `${map.key} must not be a reference`;
    const hint = 'Write out what it refers to; until then it is followed all the same';
    this.#refusals.warn({ code: 'misplaced-reference', message, hint, position: reference.keyPosition });
    const others = map.members().filter(([name]) => name !== '$ref');
    return [...(this.#places.follow(map.withValue({ $ref: reference.value }))?.members() ?? []), ...others];
  }

  #convertData(keyword: string, member: Located): unknown {
    const value = this.#places.keepsInt64 === true && exactWords.has(keyword) ? exactData(member) : member.value;
    if (keyword === 'pattern') return checkPattern(String(value), member.position, this.#refusals) ? value : undefined;
    if (keyword === 'format') this.#faults.warnOfFormat(String(value), member);
    if (keyword === 'enum' && (value as unknown[]).length === 0) this.#faults.warnOfNothing(member);
    if (keyword === 'required' || keyword === 'enum' || keyword === 'type') return distinct(value);
    if (keyword === 'discriminator') return this.#convertDiscriminator(member);
    return keyword === '$schema' ? this.#faults.checkDialect(member) : value;
  }

  /** What values are mapped to are names or references (OpenAPI 3.2, "Discriminator Object"); both become final references. */
  #convertDiscriminator(discriminator: Located): unknown {
    const target = (place: Located | undefined) => place && this.#nameMappingTarget(place);
    const named = discriminator.get('mapping')?.members().map(([value, place]) => [value, target(place)] as const);
    const targets: Record<string, unknown> = {};
    for (const [value, name] of named ?? []) if (name !== undefined) setMember(targets, value, name);
    const fallback = target(discriminator.get('defaultMapping'));
    const final = { mapping: named && targets, defaultMapping: fallback };
    const members = Object.entries({ ...(discriminator.value as object), ...final });
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }

  #nameMappingTarget(target: Located): string | undefined {
    const text = String(target.value);
    const reference = /[#/.]/.test(text) ? text : `#/components/schemas/${text}`;
    return this.#places.nameReference(target.withValue({ $ref: reference }), this.#entered);
  }
}

const exactWords = new Set(['const', 'default', 'enum', 'example', 'examples', 'exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf']);

/** OpenAPI Format Registry, `int64` and `uint64`. */
function describesInt64({ type, format }: Readonly<Record<string, unknown>>): boolean {
  return (format === 'int64' || format === 'uint64') && [type].flat().includes('integer');
}

/** In AsyncAPI the name of a property (3.0, "Schema Object"); outside of an OpenAPI document nothing else is a text there. */
function isOfAsyncApi({ source, value }: Located): boolean {
  return typeof value === 'string' && Located.rootOf(source).get('openapi') === undefined;
}

/** Beside branches it says which of them is meant; elsewhere it is a note for those that inherit the schema. */
function toDiscriminator(propertyName: string, schema: Located): object | undefined {
  return schema.get('oneOf') === undefined && schema.get('anyOf') === undefined ? undefined : { propertyName };
}

/** References into definitions are given names of their own, so the definitions themselves are not needed. */
function isDefinitions(keyword: string): boolean {
  return keyword === '$defs' || keyword === 'definitions';
}

/** Each value once; what is no list stays as it is. Equal values in a list say nothing more. */
function distinct(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return [...new Map(value.map((item: unknown) => [JSON.stringify(item), item])).values()];
}
