import type { JsonSchema } from '../../model/json-schema.ts';
import { keywordsOf, type Form, type Keywords } from './form.ts';
import { nameOfReference, resolved, type FormContext } from './read-form.ts';

/** How a property tells which of several components a value is of (OpenAPI 3.1, Discriminator Object). */
interface Discriminator {
  readonly propertyName: string;
  readonly mapping?: Readonly<Record<string, string>>;
  /** The component of values that none of the others is meant by (OpenAPI 3.2). */
  readonly defaultMapping?: string;
}

/** What the tag of an object is that names itself in its own mapping. */
export function ownTag(keywords: Keywords, context: FormContext): Record<string, Form> | undefined {
  const discriminator = discriminatorOf(keywords);
  if (discriminator === undefined || context.component === undefined) return undefined;
  const values = mappedValues(discriminator, context.component);
  if (values.length === 0) return undefined;
  return { [discriminator.propertyName]: tagForm(values, tagType(discriminator.propertyName, [keywords], context)) };
}

/** A branch of a choice together with the value of its tag. */
export function taggedBranch(form: Form, choice: Keywords, branches: readonly JsonSchema[], isRequired: boolean, context: FormContext): Form {
  const discriminator = discriminatorOf(choice);
  if (discriminator === undefined || form.reference === undefined || isDefault(discriminator, form.reference)) return form;
  const { propertyName } = discriminator;
  const mapped = mappedValues(discriminator, form.reference);
  const values = mapped.length > 0 ? mapped : [form.reference];
  const properties = { [propertyName]: tagForm(values, tagType(propertyName, branches.map(keywordsOf), context)) };
  return { parts: [{ kind: 'object', properties, ...(isRequired ? { required: [propertyName] } : {}) }, form], isAll: true };
}

interface Tag {
  readonly discriminator: Discriminator;
  readonly isMapped: boolean;
  readonly isRequired: boolean;
  readonly values: readonly string[];
}

/** The parts of an `allOf`, with the tags by which those that it extends tell it from others. */
export function taggedParts(parts: readonly Form[], branches: readonly JsonSchema[], context: FormContext): Form[] {
  let result = [...parts];
  for (const { discriminator, isRequired, values } of inheritedTags(branches, context)) {
    const { propertyName } = discriminator;
    const type = tagType(propertyName, branches.map(keywordsOf), context);
    result = result.map((part) => (declares(part, propertyName, context) ? omitting(part, propertyName) : part));
    result = withTag(result, { [propertyName]: tagForm(values, type) }, isRequired ? [propertyName] : []);
  }
  return result;
}

function inheritedTags(branches: readonly JsonSchema[], context: FormContext): Tag[] {
  const { component } = context;
  const tags: Tag[] = [];
  if (component === undefined) return tags;
  for (const branch of branches.filter((one) => '$ref' in keywordsOf(one))) {
    const keywords = resolved(branch, context);
    const found = discriminatorsWithin(keywords, context);
    for (const { discriminator, choices } of found) {
      const mapped = mappedValues(discriminator, component);
      const values = mapped.length > 0 || choices?.includes(component) === false ? mapped : [component];
      const known = tags.findIndex((tag) => tag.discriminator.propertyName === discriminator.propertyName);
      const isMapped = mapped.length > 0;
      if (values.length === 0 || (known >= 0 && !(isMapped && tags[known]?.isMapped === false))) continue;
      if (known >= 0) tags.splice(known, 1);
      tags.push({ discriminator, isMapped, isRequired: requires(keywords, discriminator.propertyName, context), values });
    }
  }
  return tags;
}

interface FoundDiscriminator {
  readonly discriminator: Discriminator;
  /** Components that the schema chooses from, where it does. */
  readonly choices: readonly string[] | undefined;
}

function discriminatorsWithin(keywords: Keywords, context: FormContext): FoundDiscriminator[] {
  const discriminator = discriminatorOf(keywords);
  const choices = (keywords.oneOf as JsonSchema[] | undefined)?.flatMap((branch) => referenceOf(branch) ?? []);
  const parts = ((keywords.allOf ?? []) as JsonSchema[]).map((part) => resolved(part, context));
  return [...(discriminator === undefined ? [] : [{ discriminator, choices }]), ...parts.flatMap((part) => discriminatorsWithin(part, context))];
}

function requires(keywords: Keywords, name: string, context: FormContext): boolean {
  const parts = ((keywords.allOf ?? []) as JsonSchema[]).map((part) => resolved(part, context));
  return [keywords, ...parts].some(({ required }) => (required as readonly string[] | undefined)?.includes(name));
}

function declares({ reference }: Form, name: string, { components, ...context }: FormContext): boolean {
  if (reference === undefined) return false;
  const keywords = keywordsOf(components[reference]);
  const parts = ((keywords.allOf ?? []) as JsonSchema[]).map((part) => resolved(part, { components, ...context }));
  return [keywords, ...parts].some(({ properties }) => Object.hasOwn(properties ?? {}, name));
}

function omitting({ omitted = [], ...form }: Form, name: string): Form {
  return { ...form, omitted: omitted.includes(name) ? omitted : [...omitted, name] };
}

/** The tag goes to the last part that is an object here, or becomes a part of its own. */
function withTag(parts: readonly Form[], tag: Readonly<Record<string, Form>>, required: readonly string[]): Form[] {
  const last = parts.findLastIndex(({ kind, properties }) => kind === 'object' || properties !== undefined);
  if (last < 0) return [...parts, { kind: 'object', properties: tag, ...(required.length > 0 ? { required } : {}) }];
  return parts.map((part, index) => {
    if (index !== last) return part;
    const all = [...new Set([...(part.required ?? []), ...required])];
    return { ...part, properties: { ...part.properties, ...tag }, ...(all.length > 0 ? { required: all } : {}) };
  });
}

type TagType = 'boolean' | 'integer' | 'number' | 'string';

function tagForm(values: readonly string[], type: TagType): Form {
  const [first, ...others] = values.map((value) => tagValue(value, type));
  return first === undefined || others.length > 0 ? { parts: first === undefined ? [] : [first, ...others], isAll: false } : first;
}

function tagValue(value: string, type: TagType): Form {
  if (type === 'boolean' && /^(true|false)$/i.test(value)) return { kind: type, constant: value.toLowerCase() === 'true' };
  const number = type === 'integer' ? Number.parseInt(value, 10) : Number.parseFloat(value);
  return type === 'string' || type === 'boolean' || Number.isNaN(number) ? { kind: 'string', constant: value } : { kind: type, constant: number };
}

/** The first type other than text that any of the schemas declares for the property. */
function tagType(name: string, schemas: readonly Keywords[], context: FormContext): TagType {
  for (const schema of schemas) {
    const keywords = resolved(schema, context);
    const property = ((keywords.properties ?? {}) as Record<string, JsonSchema>)[name];
    const types = property === undefined ? [] : [resolved(property, context).type ?? []].flat();
    const found = types.find((type): type is TagType => type === 'boolean' || type === 'integer' || type === 'number');
    const inherited = found ?? tagType(name, ((keywords.allOf ?? []) as JsonSchema[]).map(keywordsOf), context);
    if (inherited !== 'string') return inherited;
  }
  return 'string';
}

function discriminatorOf({ discriminator }: Keywords): Discriminator | undefined {
  return discriminator as Discriminator | undefined;
}

function mappedValues({ mapping = {} }: Discriminator, component: string): string[] {
  return Object.entries(mapping).flatMap(([value, reference]) => (reference === `#/components/schemas/${component}` ? [value] : []));
}

function isDefault({ defaultMapping }: Discriminator, component: string): boolean {
  return defaultMapping === `#/components/schemas/${component}`;
}

function referenceOf(schema: JsonSchema): string | undefined {
  const reference = keywordsOf(schema).$ref;
  return typeof reference === 'string' ? nameOfReference(reference) : undefined;
}
