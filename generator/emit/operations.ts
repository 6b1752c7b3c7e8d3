import type { Api, Operation } from '../model/types.ts';
import { byFolder, isLong, longestFile } from './by-folder.ts';
import { isLarge } from './by-operation.ts';
import { operationView } from './operation-view.ts';
import { header, type OutputFile } from './output-file.ts';
import { key } from './quote.ts';
import { render, type View } from './render.ts';
import { statusNames } from './status-type.ts';

/** `operations.ts`: for each operation its request, its answers and its handler; and the type of all handlers together. */
export function emitOperations(api: Api): OutputFile[] {
  // Each of them takes at least eight lines, so that there is no need to print many of them to know.
  const whole = isLarge(api) || api.operations.length * 8 > longestFile ? undefined : render('operations', view(api, api.operations, './', api.operations));
  if (whole !== undefined && !isLong(whole)) return [{ path: 'operations.ts', text: whole }];
  const folders = byFolder(api.operations);
  const parts = [...folders].map(([folder, operations]) => ({
    path: `operations/${folder}.ts`,
    text: render('operations', view(api, operations, '../', [])),
  }));
  const reexports = [...folders].map(([folder, operations]) => ({
    module: `./operations/${folder}.ts`,
    names: operations.map(({ typeName }) => typeName).join(', '),
  }));
  return [
    {
      path: 'operations.ts',
      text: render('operations-index', { header: header(`spec/${api.name}`), parts: reexports, table: table(api.operations) }),
    },
    ...parts,
  ];
}

function view(api: Api, operations: readonly Operation[], up: string, all: readonly Operation[]): View {
  const views = operations.map((operation) => operationView(api, operation));
  const statuses = [...new Set(operations.flatMap(({ responses }) => statusNames(responses)))].sort();
  const text = JSON.stringify(views.map(({ fields, bodies, replies }) => [fields, bodies, replies]));
  // Components may have the same names, and are then members of `types`.
  const isUsed = (name: string) => new RegExp(`(?<![.\\w])${name}\\b`).test(text);
  return {
    header: header(`spec/${api.name}`),
    types: `${up}types.ts`,
    usesTypes: text.includes('types.'),
    usesFilled: text.includes('Filled<'),
    usesFiles: text.includes('WithFiles<'),
    runtime: ['Context', ...(views.length > 0 ? ['HandlerContext'] : []), ...(isUsed('UploadedFile') ? ['UploadedFile'] : [])].join(', '),
    usesChannels: isUsed('ChannelPublishers'),
    channelTypes: `${up}channel-types.ts`,
    usesStatuses: statuses.length > 0,
    statuses: usedStatuses(statuses, text).join(', '),
    statusesModule: `${up}statuses.ts`,
    operations: views,
    isWhole: all.length > 0 || operations.length === 0,
    context: all.length > 0 ? 'C' : '_C',
    table: table(all),
  };
}

function usedStatuses(names: readonly string[], text: string): string[] {
  return ['Status', 'Status1XX', 'Status2XX', 'Status3XX', 'Status4XX', 'Status5XX'].filter(
    (name) => names.includes(name) || new RegExp(`\\b${name}\\b`).test(text),
  );
}

function table(operations: readonly Operation[]): View[] {
  return operations.map(({ id, typeName }) => ({ key: key(id), typeName }));
}
