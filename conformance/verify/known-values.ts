import type { Operation, Parameter } from '../../generator/model/types.ts';
import type { Input } from './case.ts';
import { headerOf, type WireResponse } from './http/wire.ts';

/**
 * Values that mean something to the server: told by the user, or learnt from answers. A resource that was created under
 * `/pets` is what `/pets/{petId}` is about: its id is taken from the member of the parameter's name, else from `id`.
 */
export class KnownValues {
  readonly #given: Readonly<Record<string, string>>;
  readonly #learnt = new Map<string, unknown>();

  readonly #others: KnownValues | undefined;

  /** `given`: by name of the parameter, or by `operationId.name`. `others` are asked for what is not known here. */
  constructor(given: Readonly<Record<string, string>>, others?: KnownValues) {
    this.#given = given;
    this.#others = others;
  }

  valueFor(operation: Operation, parameter: Parameter): unknown {
    const { name, in: place } = parameter;
    const given = this.#given[`${operation.id}.${name}`] ?? this.#given[name];
    if (given !== undefined || place !== 'path') return given;
    return this.#learnt.get(keyOf(collectionOf(operation.path, name), name)) ?? this.#others?.valueFor(operation, parameter);
  }

  /** Remembers what an answer tells of the resources below the path that was asked; returns whether it told something. */
  learn({ path }: Operation, operations: readonly Operation[], input: Input, response: WireResponse): boolean {
    const body = parse(response);
    let isNew = false;
    for (const { path: other, parameters } of operations) {
      for (const parameter of parameters.filter((each) => each.in === 'path')) {
        if (collectionOf(other, parameter.name) !== path) continue;
        const value = idIn(body, parameter.name) ?? idInLocation(response, path, input);
        if (value === undefined) continue;
        this.#learnt.set(keyOf(path, parameter.name), value);
        isNew = true;
      }
    }
    return isNew;
  }
}

/** `/pets` for the `petId` of `/pets/{petId}/photos`. */
function collectionOf(path: string, name: string): string {
  return path.slice(0, Math.max(0, path.indexOf(`{${name}}`))).replace(/\/$/, '');
}

function keyOf(collection: string, name: string): string {
  return `${collection} ${name}`;
}

function idIn(body: unknown, name: string): unknown {
  const members = (Array.isArray(body) ? body[0] : body) as Readonly<Record<string, unknown>> | undefined | null;
  if (typeof members !== 'object' || members === null) return undefined;
  const snake = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const value = [name, snake, 'id', 'uuid', 'name'].map((key) => members[key]).find((each) => each !== undefined);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** The last segment of `Location`, where it lies below the collection. */
function idInLocation(response: WireResponse, path: string, input: Input): string | undefined {
  const location = headerOf(response, 'location');
  if (location === undefined) return undefined;
  const below = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(input.path[name])));
  const segments = new URL(location, 'http://localhost').pathname.split('/');
  const last = segments.pop();
  return segments.join('/').endsWith(below) && last !== undefined && last !== '' ? decodeURIComponent(last) : undefined;
}

function parse({ body }: WireResponse): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
