import { isRecord } from '../load/located.ts';
import {
  allowedTypes,
  dataTypes,
  listedProperties,
  requiresProperty,
  tagValues,
  typesOfProperty,
  type DataType,
  type Lookup,
  type TagValue,
} from './branches.ts';
import { plainReference } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';

/** Which branch a value is meant for: its index, `none`, or `unknown` where more than one may hold. */
export type Pick = number | 'none' | 'unknown';

/** How the branches of `oneOf` or `anyOf` are told apart before any of them is tried. */
export interface Telling {
  /** By the JSON type of the value. */
  readonly byType: Readonly<Record<DataType, Pick>>;
  /** For objects that several branches allow. */
  readonly tag?: Tag;
  /** Branches that are only tried when they alone can hold. */
  readonly isCertain: readonly boolean[];
  /** Whether that is so for every value. */
  readonly isDecided: boolean;
}

export interface Tag {
  readonly property: string;
  /** Declared by `discriminator`, rather than evident from `const` and `enum`. */
  readonly isDeclared: boolean;
  readonly values: ReadonlyMap<TagValue, number>;
  /** For objects without the property. `none`: it is required. */
  readonly absent: Pick;
  /** For objects with another value. */
  readonly other: Pick;
}

interface Choice {
  readonly branches: readonly JsonSchema[];
  readonly discriminator: unknown;
}

/** Undefined where nothing tells the branches apart. */
export function tellBranchesApart({ branches, discriminator }: Choice, lookup: Lookup): Telling | undefined {
  const types = branches.map((branch) => allowedTypes(branch, lookup));
  const byType = Object.fromEntries(dataTypes.map((type) => [type, pickOf(allowing(types, type))])) as Record<DataType, Pick>;
  const objects = allowing(types, 'object');
  const tag =
    objects.length < 2 ? undefined : (declaredTag(discriminator, branches, objects, lookup) ?? evidentTag(branches, objects, lookup));
  if (tag === undefined && dataTypes.every((type) => byType[type] === 'unknown')) return undefined;
  const unclear = new Set(dataTypes.filter((type) => byType[type] === 'unknown').filter((type) => type !== 'object' || !isClear(tag)));
  return {
    byType,
    ...(tag ? { tag } : {}),
    isCertain: types.map((allowed) => allowed.every((type) => !unclear.has(type))),
    isDecided: unclear.size === 0,
  };
}

function isClear(tag: Tag | undefined): boolean {
  return tag !== undefined && tag.absent !== 'unknown' && tag.other !== 'unknown';
}

function allowing(types: readonly (readonly DataType[])[], type: DataType): number[] {
  return types.flatMap((allowed, index) => (allowed.includes(type) ? [index] : []));
}

function pickOf(branches: readonly number[]): Pick {
  const [only, ...others] = branches;
  if (only === undefined) return 'none';
  return others.length === 0 ? only : 'unknown';
}

/**
 * A Discriminator Object decides (OpenAPI 3.0.3 to 3.2, "Discriminator Object"): a value is mapped, or lists itself in the branch,
 * or is the name of the component. Where one value would mean two branches it decides nothing.
 */
function declaredTag(
  discriminator: unknown,
  branches: readonly JsonSchema[],
  objects: readonly number[],
  lookup: Lookup,
): Tag | undefined {
  if (!isRecord(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const property = discriminator.propertyName;
  const mapping = isRecord(discriminator.mapping) ? discriminator.mapping : {};
  const named = objects.map((index) => ({ index, values: declaredValues(branches[index] ?? true, property, mapping, lookup) }));
  const values = valuesOf(named);
  if (values === undefined) return undefined;
  const isComplete = named.every(({ values: own }) => own.length > 0);
  const fallback = objects.find((index) => referenceOf(branches[index]) === discriminator.defaultMapping);
  const isRequired = objects.every((index) => requiresProperty(branches[index] ?? true, property, lookup));
  const strays = Object.values(mapping).some((target) => !objects.some((index) => referenceOf(branches[index]) === target));
  const other = isComplete && !strays ? 'none' : 'unknown';
  return { property, isDeclared: true, values, absent: fallback ?? (isRequired ? 'none' : 'unknown'), other: fallback ?? other };
}

function declaredValues(
  branch: JsonSchema,
  property: string,
  mapping: Readonly<Record<string, unknown>>,
  lookup: Lookup,
): readonly TagValue[] {
  const reference = referenceOf(branch);
  const mapped = Object.keys(mapping).filter((value) => reference !== undefined && mapping[value] === reference);
  if (mapped.length > 0) return mapped.map((value) => asProperty(value, typesOfProperty(branch, property, lookup)));
  const listed = tagValues(branch, property, lookup);
  return listed ?? (reference === undefined ? [] : [reference.slice(reference.lastIndexOf('/') + 1)]);
}

/** The keys of a mapping are texts; a property that is none says them in its own type (OpenAPI 3.1, "Discriminator Object", `mapping`). */
function asProperty(value: string, types: readonly DataType[]): TagValue {
  if (types.includes('string')) return value;
  if (types.includes('boolean') && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return types.includes('number') && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** A property whose listed values are different in each branch. One that every branch requires is preferred. */
function evidentTag(branches: readonly JsonSchema[], objects: readonly number[], lookup: Lookup): Tag | undefined {
  const candidates = listedProperties(branches[objects[0] ?? 0] ?? true, lookup).flatMap((property): Tag[] => {
    const named = objects.map((index) => ({ index, values: tagValues(branches[index] ?? true, property, lookup) ?? [] }));
    const values = named.every(({ values: own }) => own.length > 0) ? valuesOf(named) : undefined;
    if (values === undefined) return [];
    const isRequired = objects.every((index) => requiresProperty(branches[index] ?? true, property, lookup));
    return [{ property, isDeclared: false, values, absent: isRequired ? 'none' : 'unknown', other: 'none' }];
  });
  return candidates.find(({ absent }) => absent === 'none') ?? candidates[0];
}

/** Undefined where two branches have a value in common. */
function valuesOf(
  named: readonly { readonly index: number; readonly values: readonly TagValue[] }[],
): ReadonlyMap<TagValue, number> | undefined {
  const pairs = named.flatMap(({ index, values }) => [...new Set(values)].map((value) => [value, index] as const));
  const map = new Map(pairs);
  return map.size === pairs.length && map.size > 0 ? map : undefined;
}

function referenceOf(branch: JsonSchema | undefined): string | undefined {
  return isRecord(branch) && typeof branch.$ref === 'string' ? plainReference(branch.$ref) : undefined;
}
