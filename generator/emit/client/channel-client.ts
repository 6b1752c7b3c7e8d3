import { componentPrefix } from '../../model/component-reference.ts';
import type { Channel, Message, Parameter } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import type { HoldsInt64 } from '../exact-integers.ts';
import { channelParametersType, parametersIn } from '../extra-schemas.ts';
import { importedPlaces } from '../int64/int64-code.ts';
import { key, literal, quote } from '../quote.ts';
import type { View } from '../render.ts';
import { schemeNames } from './request-plan.ts';

/** What `client.hbs` prints of one channel. */
export function channelClientView(channel: Channel, holdsInt64: HoldsInt64): View {
  const { typeName, name, protocol, address, title, description, discriminator, subprotocols, security } = channel;
  const fields = [field(channel, 'path', 'path'), field(channel, 'query', 'query')].flat();
  return {
    typeName,
    key: key(name),
    doc: docComment('    ', title, description),
    isWebSocket: protocol === 'ws',
    address: quote(address),
    fields,
    optional: fields.every(({ mark }) => mark === '?') ? ' = {}' : '',
    discriminator: quote(discriminator ?? ''),
    hasOnly: discriminator === undefined,
    only: literal(onlyMessages(channel)),
    hasSubprotocols: subprotocols.length > 0,
    subprotocols: literal(subprotocols),
    schemes: literal(schemeNames(security)),
    // A channel that may be opened without signing in sends only the credentials that it was given itself.
    fallback: security.some((alternative) => alternative.length === 0) || security.length === 0 ? '{}' : 'credentials',
    isExact: channel.sends.some(({ schemaName, int64 }) => int64 === undefined && schemaName !== undefined && holdsInt64({ $ref: componentPrefix + schemaName })),
    hasInt64: channel.sends.some(({ int64 }) => int64 !== undefined),
    int64: literal(Object.fromEntries(channel.sends.map(({ name: message, int64 }) => [message, int64 && importedPlaces(int64)]))),
    hasPath: parametersIn(channel.parameters, 'path').length > 0,
    hasQuery: parametersIn(channel.parameters, 'query').length > 0,
    encodings: literal({ sends: encodings(channel.receives.map(({ message }) => message)), receives: encodings(channel.sends) }),
  };
}

function field(channel: Channel, place: Parameter['in'], name: string): { name: string; mark: string; type: string }[] {
  const parameters = parametersIn(channel.parameters, place);
  if (parameters.length === 0) return [];
  const type = `types.${channelParametersType(channel, place)}`;
  const filled = parameters
    .filter(({ required, shape }) => !required && shape.default !== undefined)
    .map((parameter) => quote(parameter.name));
  const optional =
    filled.length === 0 ? type : `Omit<${type}, ${filled.join(' | ')}> & Partial<Pick<${type}, ${filled.join(' | ')}>>`;
  const isRequired = parameters.some(({ required }) => required);
  return [{ name, mark: isRequired ? '' : '?', type: place === 'query' ? `Fresh<${optional}>` : optional }];
}

/** How the one message of each direction travels, where nothing tells several apart. */
function onlyMessages({ receives, sends }: Channel): object {
  const [sent] = receives.map(({ message }) => message);
  const [received] = sends;
  const form = ({ name, encoding }: Message) => ({ name, ...(encoding === 'text' ? { isText: true } : {}) });
  return { ...(sent === undefined ? {} : { sends: form(sent) }), ...(received === undefined ? {} : { receives: form(received) }) };
}

function encodings(messages: readonly Message[]): Record<string, string> {
  return Object.fromEntries(messages.filter(({ encoding }) => encoding !== 'json').map(({ name, encoding }) => [name, encoding]));
}
