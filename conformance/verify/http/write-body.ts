import { encodeBody, type FieldPlan } from 'specwright/client';
import { exactJson } from '../../../generator/load/exact-integer.ts';
import type { BodyField, Content } from '../../../generator/model/types.ts';
import type { BodyInput } from '../case.ts';

export interface WrittenBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Separates the parts of a multipart body; fixed, so that the same case is the same bytes. */
const boundary = 'specwright-verify-boundary';

export function writeBody(body: BodyInput): WrittenBody {
  if ('bytes' in body) return { contentType: body.mediaType, bytes: body.bytes };
  const { content, value } = body;
  const contentType = concrete(content.mediaType);
  switch (content.codec) {
    case 'json':
      return { contentType, bytes: Buffer.from(exactJson(value)) };
    case 'form':
      return { contentType, bytes: Buffer.from(formText(content, value)) };
    case 'multipart':
      return { contentType: `${contentType}; boundary=${boundary}`, bytes: multipartBytes(value, content.fields ?? []) };
    default:
      return { contentType, bytes: Buffer.from(textOf(value)) };
  }
}

/** True where a body of this kind can say every value of its schema, so that one that breaks it arrives as such. */
export function saysAllValues({ codec }: Content): boolean {
  return codec === 'json';
}

function concrete(mediaType: string): string {
  if (mediaType === '*/*') return 'application/octet-stream';
  return mediaType.endsWith('/*') ? mediaType.replace('*', 'x-specwright') : mediaType;
}

/** As generated clients write it: each field in its style. */
function formText({ mediaType, fields = [] }: Content, value: unknown): string {
  const plans = Object.fromEntries(fields.map((field) => [field.name, planOf(field)]));
  const body = encodeBody([{ mediaType, codec: 'form', fields: plans }], value)?.body;
  return typeof body === 'string' ? body : '';
}

function planOf({ style, explode, allowReserved, as, isList }: BodyField): FieldPlan {
  return as === 'json' ? { json: true, isList } : { style, explode, reserved: allowReserved };
}

function multipartBytes(value: unknown, fields: readonly BodyField[]): Buffer {
  const parts = entriesOf(value).flatMap(([name, member]) => {
    const field = fields.find((each) => each.name === name);
    const members = Array.isArray(member) && field?.isList === true ? (member as unknown[]) : [member];
    return members.map((item) => partText(name, item, field));
  });
  return Buffer.from(`${parts.join('')}--${boundary}--\r\n`);
}

function partText(name: string, item: unknown, field: BodyField | undefined): string {
  const fileName = field?.as === 'file' ? `; filename="${name}"` : '';
  const type = field?.mediaTypes[0] ?? (field?.as === 'file' ? 'application/octet-stream' : field?.as === 'json' ? 'application/json' : undefined);
  const typeLine = type === undefined ? '' : `content-type: ${concrete(type)}\r\n`;
  const text = field?.as === 'json' || (typeof item === 'object' && item !== null) ? JSON.stringify(item) : textOf(item);
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName}\r\n${typeLine}\r\n${text}\r\n`;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
