import { kebabCase } from '../../model/letter-case.ts';
import type { Api, Channel, Content, Message, NamedSchema, Operation } from '../../model/types.ts';
import { byFolder, isLong } from '../by-folder.ts';
import { inOwnFolders, isLoadedLater } from '../by-operation.ts';
import type { OutputFile } from '../output-file.ts';
import { responseValidator, sendValidator } from '../validators/wanted-validators.ts';
import type { PrintedSerializer } from './printed-serializer.ts';
import { printSerializers, type SerializerModule } from './serializer-module.ts';
import { printSerializer } from './serializer-printer.ts';
import { ShapeReader } from './shape-reader.ts';
import { isPlain, type Shape } from './shape.ts';

/**
 * `serializers/`: functions that write the JSON bodies of answers and the JSON messages of WebSockets, as ES modules. A file for each
 * folder of handlers, and the components that they share once: in one file, or when that is long in one file each.
 */
export function emitSerializers(api: Api): OutputFile[] {
  const components = new ComponentSerializers(api);
  const { operations, channels } = inOwnFolders(api);
  const written = [...operations.flatMap((operation) => bodiesOf(api, operation)), ...channels.flatMap((channel) => messagesOf(api, channel))];
  const folders = [...byFolder(written)].map(([folder, values]) => folderModule(folder, values, components));
  const modules = [...folders, ...components.modules()];
  const places = new Map(modules.flatMap(({ path, functions }) => functions.map(({ name }) => [name, path])));
  return modules.flatMap((module) => printSerializers(`spec/${api.name}`, module, (name) => places.get(name) ?? ''));
}

/** The name of the serialiser of a response's body; undefined where JSON.stringify does as well. */
export function responseSerializer(api: Api, operation: Operation, status: string, index: number): string | undefined {
  const content = operation.responses.find((response) => response.status === status)?.contents[index];
  return content === undefined || isPlain(shapeOf(api, content)) ? undefined : responseValidator(operation, status, index);
}

/** The same for a message that is sent; what is not JSON of a WebSocket somebody else writes. */
export function messageSerializer(api: Api, channel: Channel, index: number): string | undefined {
  const message = channel.sends[index];
  return message === undefined || isPlain(messageShape(api, channel, message)) ? undefined : sendValidator(channel, index);
}

const readers = new WeakMap<Api, ShapeReader>();

function readerOf(api: Api): ShapeReader {
  const reader = readers.get(api) ?? new ShapeReader(api.schemas);
  readers.set(api, reader);
  return reader;
}

/** Of a body, or of one line of a stream; the data of events is written by its type alone. */
function shapeOf(api: Api, { codec, schema, itemSchema }: Content): Shape {
  const written = codec === 'json' ? schema : codec === 'json-lines' ? itemSchema : undefined;
  return written === undefined ? { kind: 'open' } : readerOf(api).read(written);
}

function messageShape(api: Api, { protocol }: Channel, { encoding, schemaName }: Message): Shape {
  if (protocol !== 'ws' || encoding !== 'json' || schemaName === undefined) return { kind: 'open' };
  return readerOf(api).read({ $ref: `#/components/schemas/${schemaName}` });
}

/** A value that has a function of its own. */
interface Written {
  readonly folder: string;
  readonly name: string;
  readonly shape: Shape;
}

function folderModule(folder: string, values: readonly Written[], components: ComponentSerializers): SerializerModule {
  const functions: PrintedSerializer[] = [];
  const aliases: { name: string; target: string }[] = [];
  for (const { name, shape } of values) {
    if (shape.kind === 'component') aliases.push({ name, target: components.use(shape.name) });
    else functions.push(components.print(name, shape));
  }
  return { path: folder, isTyped: !isLoadedLater(folder), functions, aliases };
}

function bodiesOf(api: Api, operation: Operation): Written[] {
  const { folder, responses } = operation;
  return responses
    .flatMap(({ status, contents }) =>
      contents.map((content, index) => ({ folder, name: responseValidator(operation, status, index), shape: shapeOf(api, content) })))
    .filter(({ shape }) => !isPlain(shape));
}

function messagesOf(api: Api, channel: Channel): Written[] {
  return channel.sends
    .map((message, index) => ({ folder: channel.folder, name: sendValidator(channel, index), shape: messageShape(api, channel, message) }))
    .filter(({ shape }) => !isPlain(shape));
}

/** Functions of the runtime that these modules import. */
const imported = /^write(Any|Each|Literal|(Known|Number|Text)?Property|Rest)$/;

function componentFunction(typeName: string): string {
  const name = `write${typeName}`;
  return imported.test(name) ? `${name}_Component` : name;
}

/** The components that are used, each printed once, and those within them. */
class ComponentSerializers {
  readonly api: Api;
  readonly #named: ReadonlyMap<string, NamedSchema>;
  readonly #printed = new Map<string, PrintedSerializer | undefined>();

  constructor(api: Api) {
    this.api = api;
    this.#named = new Map(api.schemas.map((named) => [named.name, named]));
  }

  /** The name of a component's function, which will be printed. */
  use(component: string): string {
    if (!this.#printed.has(component)) this.#printed.set(component, undefined);
    return componentFunction(this.#named.get(component)?.typeName ?? '');
  }

  print(name: string, shape: Shape): PrintedSerializer {
    return printSerializer(name, shape, (component) => this.use(component));
  }

  modules(): SerializerModule[] {
    // Printing one may ask for others; a Map's iterator visits what is added meanwhile.
    for (const name of this.#printed.keys()) this.#printed.set(name, this.print(this.use(name), readerOf(this.api).component(name)));
    const used = this.api.schemas.flatMap(({ name, typeName }) => {
      const printed = this.#printed.get(name);
      return printed === undefined ? [] : [{ typeName, printed }];
    });
    const rest = { isTyped: false, aliases: [] };
    if (used.length === 0) return [];
    if (this.api.isPart !== true && !isLong(used.map(({ printed }) => printed.code).join('\n'))) return [{ path: 'schemas', functions: used.map(({ printed }) => printed), ...rest }];
    return used.map(({ typeName, printed }) => ({ path: `schemas/${kebabCase(typeName)}`, functions: [printed], ...rest }));
  }
}
