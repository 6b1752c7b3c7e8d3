import type { BodyField, Content } from '../../../generator/model/types.ts';
import type { Sites } from '../../schema/site.ts';
import type { Report } from '../change.ts';
import { compareSchemas, type Direction } from './compare-schemas.ts';
import type { Context } from './context.ts';

interface ContentPair {
  readonly old: readonly Content[];
  readonly next: readonly Content[];
  readonly direction: Direction;
  readonly where: string;
}

/** Media types of a body and what is said about each of them. */
export function compareContents(context: Context, { old, next, direction, where }: ContentPair, report: Report): void {
  for (const content of old) {
    const other = findContent(content.mediaType, next);
    const place = `${where} ${content.mediaType}`;
    if (other === undefined) {
      const value = { [direction === 'request' ? 'content-type' : 'accept']: content.mediaType };
      report({ rule: `${direction}-media-type-removed`, message: `${place} is gone`, where: place, old: content.at, witness: { value } });
      continue;
    }
    const isText = content.codec === 'form' || content.codec === 'multipart' || content.codec === 'text';
    compareSchemas(context, { old: sitesOf(content), next: sitesOf(other), direction, where: place, isText }, report);
    if (direction === 'request') compareFields(content, other, place, report);
  }
  for (const content of next.filter(({ mediaType }) => findContent(mediaType, old) === undefined)) {
    const place = `${where} ${content.mediaType}`;
    report({ rule: `${direction}-media-type-added`, message: `${place} is new`, where: place, new: content.at });
  }
}

/** The same media type, or a range that it is in (RFC 9110, section 12.5.1). */
function findContent(mediaType: string, contents: readonly Content[]): Content | undefined {
  const type = plainType(mediaType);
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = names.map((name) => contents.find((content) => plainType(content.mediaType) === name));
  return found.find((content) => content !== undefined);
}

function plainType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

function sitesOf({ schema, at }: Content): Sites {
  return schema === undefined ? [] : [{ schema, file: at.file, pointer: `${at.pointer}/schema` }];
}

/** How the properties of a form travel. */
function compareFields(old: Content, next: Content, where: string, report: Report): void {
  for (const field of old.fields ?? []) {
    const other = next.fields?.find(({ name }) => name === field.name);
    if (other === undefined) continue;
    const [before, now] = [spelling(field), spelling(other)];
    const refused = field.mediaTypes.filter((type) => other.mediaTypes.length > 0 && !other.mediaTypes.includes(type));
    if (before === now && refused.length === 0) continue;
    const message = before === now ? `a part ${field.name} cannot be ${refused.join(', ')}` : `${field.name} is written as ${now}, not ${before}`;
    report({ rule: 'request-encoding-changed', message, where: `${where}, ${field.name}`, old: field.at, new: other.at, witness: { value: { before, now, refused } } });
  }
}

function spelling({ as, isList, style, explode, shape }: BodyField): string {
  const isPlain = shape.types.every((type) => type !== 'array' && type !== 'object');
  return as === 'text' && !isPlain && !isList ? `${style}${explode ? ', exploded' : ''}` : as;
}
