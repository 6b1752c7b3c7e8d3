import type { ChannelOperation } from './find-channel-operations.ts';
import { camelCase, kebabCase, operationTypeName, pascalCase } from './letter-case.ts';
import { allocateNames } from './name-allocator.ts';
import { fileName, type OperationNames } from './operation-names.ts';
import { reservedFileNames, reservedFunctionNames, reservedTypeNames } from './reserved-words.ts';
import type { Operation } from './types.ts';

export interface ChannelNames {
  readonly name: string;
  readonly typeName: string;
  readonly folder: string;
}

/** The types of `Channel` itself would be those of the runtime: `ChannelProblem`, `ChannelContext`. */
const channelTypeNames: ReadonlySet<string> = new Set([...reservedTypeNames, 'Channel']);

/** Names of channels by their keys. Their folders lie beside those of the tags and must be others. */
export function nameChannels(keys: readonly string[], operations: readonly Operation[]): Map<string, ChannelNames> {
  const types = allocateNames(keys, { spell: pascalCase, prefix: 'channel', suffix: 'channel', reserved: channelTypeNames });
  const tagFolders = new Set(operations.map(({ folder }) => folder));
  const reserved = new Set([...reservedFileNames, ...tagFolders]);
  const folders = allocateNames(keys, { spell: kebabCase, prefix: 'channel', suffix: 'channel', reserved }, tagFolders);
  return new Map(keys.map((name) => [name, { name, typeName: types.get(name) ?? name, folder: folders.get(name) ?? name }]));
}

/** Names of the handlers of received messages by {@link receiveId}; other than those of the HTTP operations. */
export function nameReceives(found: readonly ChannelOperation[], operations: readonly Operation[]): Map<string, OperationNames> {
  const ids = found
    .filter(({ action }) => action === 'receive')
    .flatMap(({ id, messages }) => messages.map((message) => receiveId(id, message.referenceKey, messages.length)));
  const naming = { spell: camelCase, prefix: 'receive', suffix: 'message', reserved: reservedFunctionNames };
  const functions = allocateNames(
    ids,
    naming,
    operations.map(({ functionName }) => functionName),
  );
  return new Map(
    [...functions].map(([id, functionName]) => {
      return [id, { functionName, typeName: operationTypeName(functionName), fileName: fileName(functionName, 'message') }];
    }),
  );
}

/** The operation's key; where it receives several messages, with the message's key behind it. */
export function receiveId(operation: string, messageKey: string, messages: number): string {
  return messages === 1 ? operation : `${operation}/${messageKey}`;
}
