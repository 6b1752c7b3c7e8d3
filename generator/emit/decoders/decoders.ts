import type { Api, Channel, Operation } from '../../model/types.ts';
import { byFolder, isLong } from '../by-folder.ts';
import { inOwnFolders, isLoadedLater } from '../by-operation.ts';
import { header, type OutputFile } from '../output-file.ts';
import { render } from '../render.ts';
import { decoderView, type Decoded } from './decoder-view.ts';

/** Name of the decoder of an operation; one without parameters needs none of its own. */
export function operationDecoder({ typeName, parameters }: Pick<Operation, 'typeName' | 'parameters'>): string {
  return parameters.length === 0 ? 'decodeNothing' : `decode${typeName}`;
}

/** The same for the handshake of a channel, whose name may also be an operation's. */
export function channelDecoder({ typeName, parameters }: Pick<Channel, 'typeName' | 'parameters'>): string {
  return parameters.length === 0 ? 'decodeNothing' : `decode${typeName}Handshake`;
}

/** `decoders.ts`: straight-line code from the raw text of a request to the values of its declared parameters. */
export function emitDecoders(api: Api): OutputFile[] {
  const all = decoded(inOwnFolders(api));
  if (all.length === 0) return [];
  if (!isSplit(api)) return [{ path: 'decoders.ts', text: print(api, all) }];
  return [...byFolder(all)].map(([folder, group]) => ({ path: decoderModule(api, folder), text: print(api, group, !isLoadedLater(folder)) }));
}

/** Where the decoder of an operation or channel in this folder is found, relative to `generated/<api>/`. */
export function decoderModule(api: Api, folder: string): string {
  if (isLoadedLater(folder)) return `decoders/${folder}.js`;
  return isSplit(api) ? `decoders/${folder}.ts` : 'decoders.ts';
}

const known = new WeakMap<Api, boolean>();

function isSplit(api: Api): boolean {
  const answer = known.get(api) ?? (inOwnFolders(api) !== api || isLong(print(api, decoded(api))));
  known.set(api, answer);
  return answer;
}

function decoded(api: Api): (Decoded & { readonly folder: string })[] {
  return [
    ...api.operations.map((operation) => ({ ...operation, decoderName: operationDecoder(operation) })),
    ...api.channels.map((channel) => ({ ...channel, decoderName: channelDecoder(channel), path: channel.address })),
  ].filter(({ parameters }) => parameters.length > 0);
}

function print(api: Api, all: readonly Decoded[], isTyped = true): string {
  const decoders = all.map((one) => decoderView(one, isTyped));
  const body = render('decoders', { decoders }).trim();
  return render('decoders-module', { header: header(`spec/${api.name}`), isTyped, imports: importLine(body), body });
}

/** Imports what the printed code calls, and nothing else. */
function importLine(body: string): string {
  const words = new Set(body.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/(?<!\.)\b\w+\b(?!:)/g));
  return runtimeNames.filter((name) => words.has(name)).join(', ');
}

const runtimeNames = [
  'CookiePairs',
  'DeepField',
  'QueryPairs',
  'appendField',
  'cookieText',
  'plainText',
  'explodedFields',
  'fieldsOf',
  'headerText',
  'jsonValue',
  'labelParts',
  'labelText',
  'listOf',
  'matrixParts',
  'matrixText',
  'noParameters',
  'pathText',
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
