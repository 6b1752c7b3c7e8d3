import type { JsonSchema } from '../../model/json-schema.ts';
import { textOf } from './text-of.ts';
import { flattenSchema, Unsatisfiable, type LookUp } from './sample/flat-schema.ts';

/** `xml` of a schema (OpenAPI 3.2, "XML Object"), as far as it decides on names. */
interface XmlName {
  readonly name?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
}

type Members = Readonly<Record<string, JsonSchema>>;

/** A value as an XML document. */
export function toXml(value: unknown, schema: JsonSchema, lookUp: LookUp): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XmlWriter(lookUp).element('root', value, schema)}\n`;
}

class XmlWriter {
  readonly #lookUp: LookUp;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  element(fallback: string, value: unknown, schema: JsonSchema): string {
    const { xml, properties, items } = this.#words(schema);
    const name = tagName(xml, fallback);
    if (Array.isArray(value)) return this.#list(name, fallback, value, items, xml.wrapped === true || fallback === 'root');
    if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(value)}</${name}>`;
    const members = Object.entries(value).map(([key, member]) => ({ key, member: member as unknown, schema: properties[key] ?? true }));
    const attributes = members.filter(({ schema: own }) => this.#words(own).xml.attribute === true);
    const children = members.filter((member) => !attributes.includes(member));
    const head = attributes.map(({ key, member, schema: own }) => ` ${tagName(this.#words(own).xml, key)}="${escapeXml(member)}"`).join('');
    return `<${name}${head}>${children.map(({ key, member, schema: own }) => this.element(key, member, own)).join('')}</${name}>`;
  }

  #list(name: string, fallback: string, values: readonly unknown[], items: JsonSchema, isWrapped: boolean): string {
    const inner = values.map((item) => this.element(fallback === 'root' ? 'item' : fallback, item, items)).join('');
    return isWrapped ? `<${name}>${inner}</${name}>` : inner;
  }

  #words(schema: JsonSchema): { xml: XmlName; properties: Members; items: JsonSchema } {
    try {
      const flat = flattenSchema(schema, this.#lookUp);
      return { xml: (flat as { xml?: XmlName }).xml ?? {}, properties: flat.properties ?? {}, items: flat.items ?? true };
    } catch (error) {
      if (error instanceof Unsatisfiable) return { xml: {}, properties: {}, items: true };
      throw error;
    }
  }
}

function tagName({ name, prefix }: XmlName, fallback: string): string {
  const plain = (name ?? fallback).replace(/[^\w.-]/g, '_').replace(/^(?=[\d.-])/, '_');
  return prefix === undefined ? plain : `${prefix}:${plain}`;
}

function escapeXml(value: unknown): string {
  return textOf(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
