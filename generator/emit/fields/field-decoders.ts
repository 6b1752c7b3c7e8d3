import type { Api, Content, Operation } from '../../model/types.ts';
import { byFolder, isLong } from '../by-folder.ts';
import { inOwnFolders, isLoadedLater } from '../by-operation.ts';
import { declared, locals, pairsView, typeCode, type Local } from '../decoders/decoder-view.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key } from '../quote.ts';
import { render, type View } from '../render.ts';
import { asParameter, fieldCode, otherValue } from './field-code.ts';

/** Name of the decoder of a form's fields, or of the texts of a multipart body; undefined where the contract names none. */
export function fieldDecoder({ typeName }: Operation, { fields }: Content, index: number): string | undefined {
  return fields === undefined ? undefined : `decode${typeName}Body${index === 0 ? '' : index + 1}`;
}

/** `fields.ts`: straight-line code from the texts of forms and multipart bodies to the values that their schemas describe. */
export function emitFieldDecoders(api: Api): OutputFile[] {
  const all = decoded(inOwnFolders(api));
  if (all.length === 0) return [];
  if (!isSplit(api)) return [{ path: 'fields.ts', text: print(api, all) }];
  return [...byFolder(all)].map(([folder, group]) => ({ path: fieldModule(api, folder), text: print(api, group, !isLoadedLater(folder)) }));
}

/** Where the field decoders of a folder are found, relative to `generated/<api>/`. */
export function fieldModule(api: Api, folder: string): string {
  if (isLoadedLater(folder)) return `fields/${folder}.js`;
  return isSplit(api) ? `fields/${folder}.ts` : 'fields.ts';
}

const known = new WeakMap<Api, boolean>();

function isSplit(api: Api): boolean {
  const answer = known.get(api) ?? (inOwnFolders(api) !== api || isLong(print(api, decoded(api))));
  known.set(api, answer);
  return answer;
}

interface Decoded {
  readonly folder: string;
  readonly name: string;
  readonly content: Content;
}

function decoded({ operations }: Api): Decoded[] {
  return operations.flatMap((operation) =>
    (operation.body?.contents ?? []).flatMap((content, index) => {
      const name = fieldDecoder(operation, content, index);
      return name === undefined ? [] : [{ folder: operation.folder, name, content }];
    }),
  );
}

function print(api: Api, all: readonly Decoded[], isTyped = true): string {
  const body = render('fields', { decoders: all.map((one) => decoderView(one, isTyped)) }).trim();
  return render('fields-module', { header: header(`spec/${api.name}`), isTyped, imports: importLine(body), body });
}

function decoderView({ name, content }: Decoded, isTyped: boolean): View {
  const { codec, fields = [], others } = content;
  const texts = fields.filter(({ as }) => codec === 'form' || as === 'text');
  const all: Local[] = locals(texts.map(asParameter));
  const codes = texts.map((field, index) => ({ field, local: all[index]?.name ?? '', code: fieldCode(field, all[index]?.name ?? '') }));
  const { declarations, cases, hasCases, open } = pairsView(all, new Map(codes.map(({ local, code }) => [local, code])));
  const values = codes.map(({ field, local, code }) => {
    const shorthand = field.name === local && code.value === local;
    return shorthand ? local : `${field.name === '__proto__' ? "['__proto__']" : key(field.name)}: ${code.value}`;
  });
  return {
    name,
    type: typeCode('DecodeFields', isTyped),
    othersType: typeCode('Record<string, unknown>', isTyped),
    declarations: declared(declarations, isTyped),
    cases,
    hasCases,
    open,
    hasOpen: open.length > 0,
    other: otherValue(others),
    values: values.length === 0 ? '{}' : `{ ${values.join(', ')} }`,
  };
}

/** Imports what the printed code calls, and nothing else. */
function importLine(body: string): string {
  const words = new Set(body.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/(?<!\.)\b\w+\b(?!:)/g));
  return runtimeNames.filter((name) => words.has(name)).join(', ');
}

const runtimeNames = [
  'DeepField',
  'addOther',
  'appendField',
  'explodedFields',
  'fieldsOf',
  'jsonValue',
  'listOf',
  'presentFields',
  'queryText',
  'reportDuplicate',
  'reservedText',
  'setField',
  'splitOnPipes',
  'splitOnSpaces',
  'toBigInt',
  'toBoolean',
  'toInteger',
  'toNull',
  'toNumber',
];
