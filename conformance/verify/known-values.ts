import { ExactInteger } from '../../generator/load/exact-integer.ts';
import type { Operation, Parameter } from '../../generator/model/types.ts';
import type { Input } from './case.ts';
import { readJson } from './http/read-json.ts';
import { headerOf, type WireResponse } from './http/wire.ts';

type Id = string | number | ExactInteger;

/**
 * Values that mean something to the server: told by the user, or learnt from answers. A resource that was created under
 * `/pets` is what `/pets/{petId}` is about: its id is taken from the member of the parameter's name, else from `id`. A `petId`
 * elsewhere, in a path, a query or a body, is taken to be the same.
 */
export class KnownValues {
  readonly #given: Readonly<Record<string, string>>;
  readonly #learnt = new Map<string, Id>();
  /** By name of the parameter or member, without regard to how it is spelled. */
  readonly #byName = new Map<string, Id>();
  readonly #others: KnownValues | undefined;

  /** `given`: by name of the parameter, or by `operationId.name`. `others` are asked for what is not known here. */
  constructor(given: Readonly<Record<string, string>>, others?: KnownValues) {
    this.#given = given;
    this.#others = others;
  }

  /** Texts that the user gave are texts here: what they stand for is the schema's to say. */
  givenFor(operation: Pick<Operation, 'id'>, { name }: Pick<Parameter, 'name'>): string | undefined {
    return this.#given[`${operation.id}.${name}`] ?? this.#given[name];
  }

  learntFor({ path }: Pick<Operation, 'path'>, { name, in: place }: Pick<Parameter, 'name' | 'in'>): Id | undefined {
    const own = place === 'path' ? this.#learnt.get(keyOf(collectionOf(path, name), name)) : undefined;
    return own ?? this.named(name) ?? this.#others?.learntFor({ path }, { name, in: place });
  }

  /** What a member or parameter of this name says elsewhere; only of names that are those of ids. */
  named(name: string): Id | undefined {
    return isIdName(name) ? (this.#byName.get(plainName(name)) ?? this.#others?.named(name)) : undefined;
  }

  /** Remembers what an answer tells of the resources below the path that was asked; returns whether it told something. */
  learn({ path }: Operation, operations: readonly Operation[], input: Input, response: WireResponse): boolean {
    const body = parse(response);
    let isNew = false;
    for (const [name, value] of idsIn(body)) this.#byName.set(plainName(name), value);
    for (const { path: other, parameters } of operations) {
      for (const parameter of parameters.filter((each) => each.in === 'path')) {
        if (collectionOf(other, parameter.name) !== path) continue;
        const value = idIn(body, parameter.name) ?? idInLocation(response, path, input);
        if (value === undefined) continue;
        this.#learnt.set(keyOf(path, parameter.name), value);
        for (const name of [parameter.name, `${singular(path)}_id`]) if (isIdName(name)) this.#byName.set(plainName(name), value);
        isNew = true;
      }
    }
    return isNew;
  }

  /** A thing is gone: whatever named it is not known any more. */
  forget(value: string): void {
    for (const map of [this.#learnt, this.#byName]) for (const [key, known] of map) if (String(known) === value) map.delete(key);
  }
}

/** `/pets` for the `petId` of `/pets/{petId}/photos`. */
export function collectionOf(path: string, name: string): string {
  return path.slice(0, Math.max(0, path.indexOf(`{${name}}`))).replace(/\/$/, '');
}

function keyOf(collection: string, name: string): string {
  return `${collection} ${name}`;
}

/** `petId`, `pet_id` and the like; `id` alone says nothing of what it is of. */
export function isIdName(name: string): boolean {
  return /.(_id|-id|Id|ID|_uuid|Uuid)$/.test(name);
}

/** Of a parameter by which a list goes on: what it says is the server's to make. */
export function isCursorName(name: string): boolean {
  return /^(cursor|after|(next_?)?page_?token|start(ing)?_?after|next|continuation(_?token)?)$/i.test(name);
}

function plainName(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

/** `pet` of `/v1/pets`. */
function singular(path: string): string {
  const last = path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
  return last.replace(/ies$/, 'y').replace(/s$/, '');
}

const deepest = 3;

/** Objects of an answer, the outer ones first; of a list the first. */
function* objectsIn(value: unknown, depth = 0): Generator<Readonly<Record<string, unknown>>, void, undefined> {
  if (typeof value !== 'object' || value === null || value instanceof ExactInteger || depth > deepest) return;
  if (Array.isArray(value)) {
    yield* objectsIn(value[0], depth);
    return;
  }
  yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* objectsIn(member, depth + 1);
}

function idsIn(body: unknown): [string, Id][] {
  return [...objectsIn(body)].reverse().flatMap((members) => Object.entries(members).flatMap(([name, value]): [string, Id][] => (isIdName(name) && isId(value) ? [[name, value]] : [])));
}

function idIn(body: unknown, name: string): Id | undefined {
  const [outer] = objectsIn(body);
  for (const members of objectsIn(body)) {
    const own = Object.entries(members).find(([key]) => plainName(key) === plainName(name))?.[1];
    if (isId(own)) return own;
  }
  const inner = [...objectsIn(body)].slice(0, 2);
  return inner.flatMap((members) => ['id', 'uuid', 'key'].map((key) => members[key]).filter(isId))[0] ?? [outer?.['name']].find(isId);
}

function isId(value: unknown): value is Id {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || value instanceof ExactInteger;
}

/** The last segment of `Location`, where it lies below the collection. */
function idInLocation(response: WireResponse, path: string, input: Input): string | undefined {
  const location = headerOf(response, 'location');
  if (location === undefined || !URL.canParse(location, 'http://localhost')) return undefined;
  const below = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(input.path[name])));
  const segments = new URL(location, 'http://localhost').pathname.split('/');
  const last = segments.pop();
  return segments.join('/').endsWith(below) && last !== undefined && last !== '' ? decodeURIComponent(last) : undefined;
}

function parse({ body }: WireResponse): unknown {
  try {
    return readJson(body.toString());
  } catch {
    return undefined;
  }
}
