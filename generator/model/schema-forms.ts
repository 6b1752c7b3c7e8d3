import { isRecord } from '../load/located.ts';
import { componentName, componentPrefix } from './component-reference.ts';
import { directSchema, type Directing } from './direct-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { allocateNames } from './name-allocator.ts';
import { noMarks, SchemaMarks, type Direction, type Marks } from './schema-marks.ts';
import { typeNaming } from './schema-registry.ts';
import type { NamedSchema } from './types.ts';

/** A component as it holds in one direction and one place. */
interface Form {
  readonly key: string;
  readonly component: string;
  readonly direction: Direction;
  readonly marks: Marks;
  readonly schema: JsonSchema;
  /** The forms that it refers to. */
  readonly targets: Set<Form>;
  isExplored: boolean;
  /** Whether it differs from the component as written, by itself or in what it refers to. */
  differs: boolean;
}

const suffixes: Readonly<Record<Direction, string>> = { request: 'Writable', response: 'Readable', either: '.either' };

/**
 * The forms that components take in requests and in responses (OpenAPI 3.0, "Schema Object", `readOnly` and `writeOnly`).
 * First everything that is used is made known with {@link explore}, then {@link finish} names the forms, then {@link form}
 * gives them. Where both directions use a component, its name is that of the response's form, and `…Writable` that of the
 * request's, if they differ.
 */
export class SchemaForms {
  readonly #schemas: readonly NamedSchema[];
  readonly #components: ReadonlyMap<string, NamedSchema>;
  readonly #marks: SchemaMarks;
  readonly #heirs: ReadonlyMap<JsonSchema, readonly string[]>;
  readonly #forms = new Map<string, Form>();
  /** Names of forms by their keys, where they are not those of their components. */
  readonly #names = new Map<string, string>();
  /** Many parts of a contract have one and the same schema. */
  readonly #explored: Readonly<Record<Direction, WeakSet<object>>> = { request: new WeakSet(), response: new WeakSet(), either: new WeakSet() };

  constructor(schemas: readonly NamedSchema[]) {
    this.#schemas = schemas;
    this.#components = new Map(schemas.map((schema) => [schema.name, schema]));
    this.#marks = new SchemaMarks(schemas);
    this.#heirs = findHeirs(schemas);
  }

  explore(schema: JsonSchema, direction: Direction): void {
    if (typeof schema === 'boolean' || this.#explored[direction].has(schema)) return;
    this.#explored[direction].add(schema);
    const before = this.#forms.size;
    directSchema(schema, noMarks, this.#directing(direction));
    if (this.#forms.size === before) return;
    // What a form refers to is added behind it, and a Map's iterator visits what is added meanwhile.
    for (const form of this.#forms.values()) if (!form.isExplored) this.#exploreForm(form);
    this.#spread();
  }

  /** All components, forms included, in order of name. `taken`: type names of others. */
  finish(taken: Iterable<string>): readonly NamedSchema[] {
    const differing = [...this.#forms.values()].filter(({ differs, direction }) => differs && direction !== 'either');
    if (differing.length === 0) return this.#schemas;
    const extra = differing.filter((form) => !this.#isPlain(form)).sort((a, b) => (a.key < b.key ? -1 : 1));
    const names = new Set(this.#schemas.map(({ name }) => name));
    for (const form of extra) this.#names.set(form.key, freeName(form.component + suffixes[form.direction], names));
    const added = [...this.#names.values()];
    const typeNames = allocateNames(added, typeNaming, [...taken, ...this.#schemas.map(({ typeName }) => typeName)]);
    const plain = new Map(differing.filter((form) => this.#isPlain(form)).map((form) => [form.component, form]));
    const all = [
      ...this.#schemas.map((schema) => ({ ...schema, schema: this.#schemaOf(plain.get(schema.name)) ?? schema.schema })),
      ...extra.flatMap((form) => {
        const name = this.#names.get(form.key) ?? '';
        return this.#named(form, name, typeNames.get(name) ?? name);
      }),
    ];
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** A schema without a name, as it holds in a direction. */
  form(schema: JsonSchema, direction: Direction): JsonSchema {
    return directSchema(schema, noMarks, this.#directing(direction));
  }

  /**
   * For values that are checked before anyone sends them: a schema that asks for no property that one direction refuses, and the
   * components that it needs and no one was told of yet.
   */
  formOfSample(schema: JsonSchema): { readonly schema: JsonSchema; readonly components: readonly NamedSchema[] } {
    this.explore(schema, 'either');
    const forms = [...this.#forms.values()].filter(
      ({ key, direction, differs }) => direction === 'either' && differs && !this.#names.has(key),
    );
    for (const { key, component } of forms) this.#names.set(key, `${component}${suffixes.either}${this.#names.size}`);
    const components = forms.flatMap((form) => this.#named(form, this.#names.get(form.key) ?? '', form.component));
    return { schema: this.form(schema, 'either'), components };
  }

  /** Names of the properties that a value of this schema must not have in a direction. */
  hidden(schema: JsonSchema, direction: Direction): ReadonlySet<string> {
    const { hidden, kept } = this.#marks.of(schema, direction);
    return new Set([...hidden].filter((name) => !kept.has(name)));
  }

  #schemaOf(form: Form | undefined): JsonSchema | undefined {
    return form && directSchema(form.schema, form.marks, this.#directing(form.direction));
  }

  /** A form may have its component's name where no form of the other direction needs it; the response comes first. */
  #isPlain({ component, direction, marks }: Form): boolean {
    if (marks.hidden.size > 0 || marks.kept.size > 0 || direction === 'either') return false;
    return direction === 'response' || !this.#forms.has(keyOf(component, 'response', noMarks));
  }

  #named(form: Form, name: string, typeName: string): NamedSchema[] {
    const component = this.#components.get(form.component);
    return component === undefined ? [] : [{ ...component, name, typeName, schema: this.#schemaOf(form) ?? true }];
  }

  #directing(direction: Direction, visit?: (form: Form) => void): Directing {
    return {
      direction,
      marks: this.#marks,
      heirs: (schema) => this.#heirs.get(schema) ?? [],
      direct: (reference, marks) => {
        const form = this.#formOf(componentName(reference), direction, marks);
        visit?.(form);
        const name = form.differs ? this.#names.get(form.key) : undefined;
        return name === undefined ? reference : componentPrefix + name;
      },
    };
  }

  #formOf(component: string, direction: Direction, outer: Marks): Form {
    const marks = this.#relevant(component, direction, outer);
    const key = keyOf(component, direction, marks);
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const schema = this.#marks.component(component);
    const form: Form = { key, component, direction, marks, schema, targets: new Set(), isExplored: false, differs: false };
    this.#forms.set(key, form);
    return form;
  }

  #exploreForm(form: Form): void {
    form.isExplored = true;
    const directed = directSchema(form.schema, form.marks, this.#directing(form.direction, (target) => form.targets.add(target)));
    form.differs = directed !== form.schema;
  }

  /** Of what is said from outside, what makes a difference to a component. */
  #relevant(component: string, direction: Direction, { hidden, kept }: Marks): Marks {
    if (hidden.size === 0 && kept.size === 0) return noMarks;
    const schema = this.#marks.component(component);
    const own = this.#marks.of(schema, direction);
    const reach = this.#marks.reach(schema, direction);
    return {
      hidden: new Set([...hidden].filter((name) => !own.hidden.has(name) && reach.named.has(name))),
      kept: new Set([...kept].filter((name) => !own.kept.has(name) && reach.marked.has(name))),
    };
  }

  /** Whether the component's name belongs to another form, which is not what was written. */
  #isDisplaced(form: Form): boolean {
    const plain = this.#forms.get(keyOf(form.component, 'response', noMarks));
    return plain !== undefined && plain !== form && plain.differs && form.direction !== 'either';
  }

  /** What refers to a form that differs differs too, and so does what cannot have its component's name. */
  #spread(): void {
    const forms = [...this.#forms.values()];
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (const form of forms) {
        if (form.differs || !(this.#isDisplaced(form) || [...form.targets].some(({ differs }) => differs))) continue;
        form.differs = true;
        isDone = false;
      }
    }
  }
}

function keyOf(component: string, direction: Direction, { hidden, kept }: Marks): string {
  const context = [hidden, kept].map((names) => JSON.stringify([...names].sort())).join(' ');
  return `${component}${suffixes[direction]}${context === '[] []' ? '' : ` ${context}`}`;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

/** Of each base with a discriminator, the components that inherit from it with `allOf`, and those that inherit from them. */
function findHeirs(schemas: readonly NamedSchema[]): ReadonlyMap<JsonSchema, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { name, schema } of schemas) {
    for (const base of basesOf(schema)) children.set(base, [...(children.get(base) ?? []), componentPrefix + name]);
  }
  const below = (reference: string, seen: Set<string>): string[] => {
    for (const child of children.get(reference) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      below(child, seen);
    }
    return [...seen];
  };
  const bases = schemas.filter(({ schema }) => isRecord(schema) && isRecord(schema.discriminator));
  return new Map(bases.map(({ name, schema }) => [schema, below(componentPrefix + name, new Set())]));
}

function basesOf(schema: JsonSchema): string[] {
  if (!isRecord(schema) || !Array.isArray(schema.allOf)) return [];
  return (schema.allOf as JsonSchema[]).flatMap((part) => (isRecord(part) && typeof part.$ref === 'string' ? [part.$ref] : []));
}
