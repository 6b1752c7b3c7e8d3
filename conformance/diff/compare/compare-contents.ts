import type { BodyField, Content } from '../../../generator/model/types.ts';
import type { Sites } from '../../schema/site.ts';
import type { Change, Report } from '../change.ts';
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
    compareStreams(context, content, other, { direction, where: place }, report);
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

/** Items and events of a stream. Events that a client has no listener for do it no harm. */
function compareStreams(context: Context, old: Content, next: Content, part: Pick<ContentPair, 'direction' | 'where'>, report: Report): void {
  if (old.itemSchema === undefined || next.itemSchema === undefined) {
    if (old.itemSchema === next.itemSchema) return;
    const [before, now] = [old, next].map(({ itemSchema }) => (itemSchema === undefined ? 'one value' : 'a stream'));
    const change = { message: `${part.where} is ${now}, not ${before}`, where: part.where, old: old.at, new: next.at };
    return report({ rule: 'response-encoding-changed', ...change, witness: { value: { before, now } } });
  }
  const sites = [old, next].map(({ itemSchema = true, at }) => [{ schema: itemSchema, file: at.file, pointer: `${at.pointer}/itemSchema` }]);
  const [before = [], now = []] = sites;
  const isOfEvents = compareEvents(old, next, part.where, report);
  compareSchemas(context, { old: before, next: now, direction: part.direction, where: `item of ${part.where}` }, (change) => {
    if (!isOfEvents || !tellsOfEvents(change)) report(change);
  });
}

/** Whether the streams have other events; names that the contract leaves open are not compared. */
function compareEvents({ events: old = [], at: oldAt }: Content, { events: next = [], at }: Content, where: string, report: Report): boolean {
  const [before, now] = [old, next].map((events) => events.map(({ name = '*' }) => name));
  if (before === undefined || now === undefined || before.includes('*') || now.includes('*')) return false;
  const removed = before.filter((name) => !now.includes(name));
  const added = now.filter((name) => !before.includes(name));
  const places = { old: oldAt, new: at, where };
  for (const event of removed) report({ rule: 'message-removed', message: `the event ${event} of ${where} is gone`, ...places, witness: { value: { event } } });
  for (const event of added) report({ rule: 'sent-message-added', message: `the event ${event} of ${where} is new`, ...places });
  return removed.length + added.length > 0;
}

/** What other events do to the schema of all of them. */
function tellsOfEvents({ rule, where }: Change): boolean {
  return rule.startsWith('response-choice-') || (rule.startsWith('response-values-') && where.endsWith(', event'));
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
