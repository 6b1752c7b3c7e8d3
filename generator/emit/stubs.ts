import type { Api, Channel, Operation, Receive } from '../model/types.ts';
import { docComment } from './comment.ts';
import { isServed } from './is-served.ts';
import type { OutputFile } from './output-file.ts';
import { key, quote } from './quote.ts';
import { render } from './render.ts';

/** What `scaffold` creates where it is missing. Paths are relative to the project; these files belong to their author. */
export function emitStubs(api: Api): OutputFile[] {
  if (!isServed(api)) return [];
  const handlers = `handlers/${api.name}`;
  const generated = `generated/${api.name}`;
  return [
    { path: `${handlers}/context.ts`, text: render('stub-context', {}) },
    { path: `${handlers}/problems.ts`, text: render('stub-problems', {}) },
    { path: `${handlers}/sign-in.ts`, text: signIn(api, `../../${generated}`) },
    ...api.operations.flatMap((operation) => operationStubs(api, operation, `../../../${generated}`)),
    ...api.channels.flatMap((channel) => channelStubs(api, channel, `../../../${generated}`)),
  ];
}

function signIn(api: Api, generated: string): string {
  const schemes = api.securitySchemes.map(({ name }) => ({
    key: key(name),
    detail: quote(`Sign-in by ${name} is not written yet.`),
  }));
  return render('stub-sign-in', { security: `${generated}/security.ts`, schemes });
}

function operationStubs(api: Api, operation: Operation, generated: string): OutputFile[] {
  const { folder, fileName, functionName, typeName, id, method, path, summary, responses } = operation;
  const title = `${method.toUpperCase()} ${path}`;
  const doc = docComment('', summary === '' ? title : `${title}: ${summary}`);
  return [
    {
      path: `handlers/${api.name}/${folder}/${fileName}.ts`,
      text: render('stub-handler', { operations: `${generated}/operations.ts`, functionName, typeName, id, doc }),
    },
    {
      path: `test/api/${api.name}/${folder}/${fileName}.test.ts`,
      text: render('stub-test', {
        titles: responses.map(({ status, description }) => firstSentence(`${title} answers ${status}`, description)),
      }),
    },
  ];
}

function channelStubs(api: Api, channel: Channel, generated: string): OutputFile[] {
  const channelTypes = `${generated}/channel-types.ts`;
  return [
    {
      path: `handlers/${api.name}/${channel.folder}/connection.ts`,
      text: render('stub-connection', { channelTypes, typeName: channel.typeName, name: channel.name }),
    },
    ...channel.receives.flatMap((receive) => receiveStubs(api, channel, receive, channelTypes)),
  ];
}

function receiveStubs(api: Api, channel: Channel, receive: Receive, channelTypes: string): OutputFile[] {
  const { functionName, typeName, id, fileName, message, summary, replies } = receive;
  const title = `${message.name} on ${channel.address}`;
  const outcomes = replies.length === 0 ? ['is taken'] : replies.map(({ name }) => `is answered with ${name}`);
  return [
    {
      path: `handlers/${api.name}/${channel.folder}/${fileName}.ts`,
      text: render('stub-receive', {
        channelTypes,
        functionName,
        typeName,
        id,
        doc: docComment('', summary === '' ? title : `${title}: ${summary}`),
      }),
    },
    {
      path: `test/api/${api.name}/${channel.folder}/${fileName}.test.ts`,
      text: render('stub-test', { titles: outcomes.map((outcome) => `${title} ${outcome}`) }),
    },
  ];
}

function firstSentence(title: string, description: string): string {
  const sentence = /^[^.\n]*/.exec(description)?.[0].trim() ?? '';
  return sentence === '' ? title : `${title}: ${sentence}`;
}
