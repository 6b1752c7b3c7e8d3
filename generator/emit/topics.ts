import type { Api, Topic, TopicMessage } from '../model/types.ts';
import { docComment } from './comment.ts';
import { channelParametersType } from './extra-schemas.ts';
import { importedPlaces } from './int64/int64-code.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal, quote } from './quote.ts';
import { render, type View } from './render.ts';
import { addressValidator, topicsFolder, topicValidator } from './validators/wanted-validators.ts';

/** `topics.ts`: the channels that others carry, with a codec for each message; connections are up to a library for the broker. */
export function emitTopics(api: Api): OutputFile[] {
  if (api.topics.length === 0) return [];
  const typeNames = new Map(api.schemas.map(({ name, typeName }) => [name, `types.${typeName}`]));
  const topics = api.topics.map((topic) => topicView(topic, typeNames));
  const messages = api.topics.flatMap((topic) => topic.messages);
  const hasAddresses = api.topics.some(({ parameters }) => parameters.length > 0);
  const isChecked = hasAddresses || messages.some(({ schemaName, headers }) => schemaName !== undefined || headers.length > 0);
  const runtime = [...(hasAddresses ? ['topicAddress'] : []), ...(messages.length > 0 ? ['topicMessage'] : [])];
  const view = { header: header(`spec/${api.name}`), runtime: runtime.join(', '), usesRuntime: runtime.length > 0, isChecked, checks: `./validators/${topicsFolder}.js`, topics };
  return [{ path: 'topics.ts', text: render('topics', view) }];
}

function topicView(topic: Topic, typeNames: ReadonlyMap<string, string>): View {
  const { name, title, description, address, protocols, parameters, messages, operations } = topic;
  return {
    key: key(name),
    doc: docComment('  ', title === name ? '' : title, description),
    protocols: literal(protocols),
    address: address === undefined ? 'null' : quote(address),
    addressOf: parameters.length === 0 ? '' : `topicAddress<types.${channelParametersType(topic, 'path')}>(${quote(address ?? '')}, checks.${addressValidator(topic)})`,
    hasParameters: parameters.length > 0,
    messages: messages.map((message) => ({ key: key(message.key), doc: docComment('      ', message.summary, message.description), codec: codecCode(topic, message, typeNames) })),
    operations: operations.map(({ id, summary, description: text, action, messages: keys, reply }) => ({
      key: key(id),
      doc: docComment('      ', summary, text),
      row: literal({ action, messages: keys, reply }),
    })),
  };
}

function codecCode(topic: Topic, message: TopicMessage, typeNames: ReadonlyMap<string, string>): string {
  const { name, contentType, encoding, schemaName, headers, int64 } = message;
  const typeOf = (schema: string) => typeNames.get(schema) ?? 'unknown';
  const types = [payloadType(message, typeOf), ...(headers.length === 0 ? [] : [headers.map(typeOf).join(' & ')])];
  const checks = [...(schemaName === undefined ? [] : (['received', 'sent'] as const)), ...(headers.length === 0 ? [] : (['headers'] as const))];
  const members = [`name: ${quote(name)}`, `contentType: ${quote(contentType)}`, `encoding: ${quote(encoding)}`, ...checks.map((use) => `${use}: checks.${topicValidator(topic, message, use)}`)];
  if (int64 !== undefined) members.push(`int64: ${importedPlaces(int64).text}`);
  return `topicMessage<${types.join(', ')}>({ ${members.join(', ')} })`;
}

function payloadType({ encoding, schemaName }: TopicMessage, typeOf: (schema: string) => string): string {
  if (encoding === 'none') return 'undefined';
  if (encoding === 'bytes') return 'Uint8Array';
  if (schemaName !== undefined) return typeOf(schemaName);
  return encoding === 'text' ? 'string' : 'unknown';
}
