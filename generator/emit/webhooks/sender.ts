import type { Api, Webhook } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import { header, type OutputFile } from '../output-file.ts';
import { quote } from '../quote.ts';
import { render, type View } from '../render.ts';

/** `webhooks/sender.ts`: the client of whoever receives what the service sends, and where callbacks go. */
export function emitSender(api: Api): OutputFile[] {
  const callbacks = api.webhooks.flatMap(callbackView);
  return [
    { path: 'sender.ts', text: render('sender', { header: header(`spec/${api.name}`), hasCallbacks: callbacks.length > 0, callbacks }) },
  ];
}

function callbackView({ operation, address }: Webhook): View[] {
  if (address === undefined) return [];
  const doc = docComment('  ', `Where ${operation.functionName} goes: ${address}`);
  return [{ doc, functionName: operation.functionName, address: quote(address) }];
}
