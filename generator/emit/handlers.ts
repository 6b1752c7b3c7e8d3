import type { Api, Channel } from '../model/types.ts';
import { header, type OutputFile } from './output-file.ts';
import { key } from './quote.ts';
import { render, type View } from './render.ts';

/** `handlers.ts`: imports every handler; a missing file is a compile error that names its path. */
export function emitHandlers(api: Api): OutputFile[] {
  const root = `../../handlers/${api.name}`;
  return [
    {
      path: 'handlers.ts',
      text: render('handlers', {
        header: header(`spec/${api.name}`),
        context: `${root}/context.ts`,
        hasChannels: api.channels.length > 0,
        channelTypes: api.channels.map(({ typeName }) => `${typeName}Handlers`).join(', '),
        operations: operationViews(api, root),
        channels: api.channels.map((channel) => channelView(channel, root)),
      }),
    },
  ];
}

function operationViews(api: Api, root: string): View[] {
  return api.operations.map(({ id, functionName, folder, fileName }) => ({
    key: key(id),
    functionName,
    local: `${functionName}Handler`,
    module: `${root}/${folder}/${fileName}.ts`,
  }));
}

function channelView(channel: Channel, root: string): View {
  const prefix = channel.folder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    key: key(channel.name),
    typeName: channel.typeName,
    local: `${prefix}Connection`,
    module: `${root}/${channel.folder}/connection.ts`,
    receives: channel.receives.map(({ id, typeName, functionName, fileName }) => ({
      key: key(id),
      functionName,
      local: `${prefix}${typeName}`,
      module: `${root}/${channel.folder}/${fileName}.ts`,
    })),
  };
}
