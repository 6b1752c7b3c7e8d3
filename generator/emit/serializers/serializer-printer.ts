import { pascalCase } from '../../model/letter-case.ts';
import { literal, member, quote } from '../quote.ts';
import { constantMark, type PrintedSerializer } from './printed-serializer.ts';
import { isPlain, type ChoiceShape, type ObjectShape, type ScalarShape, type Shape } from './shape.ts';

/** The name of a component's serialiser, by the name of the component. */
export type NameOf = (component: string) => string;

/** Prints one named serialiser, and as functions beside it those of the objects within. */
export function printSerializer(name: string, shape: Shape, nameOf: NameOf): PrintedSerializer {
  return new SerializerPrinter(nameOf).print(name, shape);
}

class SerializerPrinter {
  readonly #nameOf: NameOf;
  readonly #functions: string[] = [];
  readonly #names = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #imports = new Set<string>();
  readonly #constants: string[] = [];

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  print(name: string, shape: Shape): PrintedSerializer {
    this.#function(name, shape);
    this.#calls.delete(name);
    return { name, code: this.#functions.join('\n\n'), calls: [...this.#calls], imports: [...this.#imports], constants: this.#constants };
  }

  /** The function that writes a shape; one is printed where there is none yet. */
  #writerOf(shape: Shape, wanted: string): string {
    if (isPlain(shape)) return this.#import('writeAny');
    if (shape.kind === 'component') {
      const name = this.#nameOf(shape.name);
      this.#calls.add(name);
      return name;
    }
    let name = wanted;
    for (let count = 2; this.#names.has(name); count += 1) name = `${wanted}${count}`;
    this.#function(name, shape);
    return name;
  }

  #function(name: string, shape: Shape): void {
    this.#names.add(name);
    const place = this.#functions.push('') - 1;
    const keyword = place === 0 ? 'export function' : 'function';
    this.#functions[place] = `${keyword} ${name}(at, value) {\n${this.#body(name, shape).map((line) => `  ${line}\n`).join('')}}`;
  }

  #body(name: string, shape: Shape): string[] {
    switch (shape.kind) {
      case 'list': return [`return ${this.#import('writeEach')}(at, value, ${this.#writerOf(shape.items, `${name}_Item`)});`];
      case 'object': return [...this.#opening(), ...this.#object(name, shape)];
      case 'choice': return [...this.#opening(), ...this.#choice(name, shape)];
      default: return [`return ${this.#writerOf(shape, name)}(at, value);`];
    }
  }

  /** The look for `toJSON` stands here and not in `toPlain`, where V8 would have to keep every type of object in mind at once. */
  #opening(): string[] {
    return [`const data = value?.toJSON === undefined ? value : ${this.#import('toPlain')}(value);`, `if (!${this.#import('isObject')}(data)) return ${this.#import('writeAny')}(at, data);`];
  }

  #object(name: string, { properties, rest }: ObjectShape): string[] {
    const lines = [...properties].filter(([, { kind }]) => kind !== 'hidden').map(([property, shape]) => this.#property(name, property, shape));
    return ['let end = at;', ...lines, ...(rest === undefined ? [] : [this.#rest(name, [...properties.keys()], rest)]), `return ${this.#import('closeObject')}(at, end);`];
  }

  #property(name: string, property: string, shape: Shape): string {
    const read = `data${member(property)}`;
    const isInherited = property in Object.prototype;
    if (isPlain(shape)) {
      const value = isInherited ? `Object.hasOwn(data, ${quote(property)}) ? ${read} : undefined` : read;
      return `end = ${this.#plainProperty(property, shape, value)};`;
    }
    const key = this.#key(property);
    const isThere = isInherited ? `Object.hasOwn(data, ${quote(property)})` : `${read} !== undefined`;
    return `if (${isThere}) end = ${this.#call(shape, `${name}_${pascalCase(property)}`, `${this.#import('writeLiteral')}(end, ${key})`, read)};`;
  }

  /** Of what is written by its own type: the function that looks for the expected one first. */
  #plainProperty(property: string, shape: Shape, value: string): string {
    const { expected }: Pick<ScalarShape, 'expected'> = shape.kind === 'scalar' ? shape : {};
    if (expected === undefined) return `${this.#import('writeProperty')}(end, ${this.#key(property)}, ${value})`;
    if (expected === 'text') return `${this.#import('writeTextProperty')}(end, ${this.#key(property)}, ${value})`;
    if (expected === 'number') return `${this.#import('writeNumberProperty')}(end, ${this.#key(property)}, ${value})`;
    if (expected === 'bigint') return `${this.#import('writeBigIntProperty')}(end, ${this.#key(property)}, ${value})`;
    const known = this.#constant(`${this.#import('knownValues')}(${quote(property)}, ${literal(expected)})`);
    return `${this.#import('writeKnownProperty')}(end, ${known}, ${value})`;
  }

  #key(property: string): string {
    return this.#constant(`${this.#import('propertyKey')}(${quote(property)})`);
  }

  #call(shape: Shape, wanted: string, at: string, value: string): string {
    if (shape.kind !== 'list') return `${this.#writerOf(shape, wanted)}(${at}, ${value})`;
    return `${this.#import('writeEach')}(${at}, ${value}, ${this.#writerOf(shape.items, `${wanted}_Item`)})`;
  }

  #rest(name: string, declared: readonly string[], shape: Shape): string {
    const names = this.#constant(`new Set(${literal(declared)})`);
    return `end = ${this.#import('writeRest')}(end, data, ${names}, ${this.#writerOf(shape, `${name}_Rest`)});`;
  }

  #choice(name: string, { property, cases }: ChoiceShape): string[] {
    const branches = cases.flatMap(({ values, shape }, index) => [
      ...values.map((value) => `  case ${quote(value)}:`),
      `    return ${this.#call(shape, `${name}_Case${index + 1}`, 'at', 'data')};`,
    ]);
    return [`switch (data${member(property)}) {`, ...branches, '  default:', `    return ${this.#import('writeAny')}(at, data);`, '}'];
  }

  #import(name: string): string {
    this.#imports.add(name);
    return name;
  }

  #constant(text: string): string {
    const known = this.#constants.indexOf(text);
    return constantMark(known === -1 ? this.#constants.push(text) - 1 : known);
  }
}
