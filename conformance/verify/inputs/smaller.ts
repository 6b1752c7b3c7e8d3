import { pointerTokens } from '../../../generator/load/json-pointer.ts';
import type { Case, Input, Place } from '../case.ts';
import type { Subject } from '../subject.ts';
import { placeOf } from './plain-input.ts';
import { membersOf } from './other-texts.ts';

/** The same case with one thing less that it need not have: a parameter, or a member of its body. What it is about stays. */
export function* smallerCases(sent: Case, subject: Subject): Generator<Case> {
  const { operation, input, at } = sent;
  const [about] = pointerTokens(at.pointer);
  for (const { in: kind, name, required } of operation.parameters) {
    const place = placeOf[kind];
    if (!required && input[place][name] !== undefined && !(at.in === place && about === name)) yield { ...sent, input: withoutParameter(input, place, name) };
  }
  const { body } = input;
  const members = membersOf(body);
  if (members === undefined || body === undefined || !('content' in body)) return;
  const isRight = subject.accepts(body.content, body.value);
  for (const name of Object.keys(members)) {
    if (at.in === 'body' && about === name) continue;
    const value = Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
    if (subject.accepts(body.content, value) === isRight && isOptional(name, members, sent, subject)) yield { ...sent, input: { ...input, body: { content: body.content, value } } };
  }
}

/** Of a wrong body, too: nothing may be wrong with it besides. */
function isOptional(name: string, members: Readonly<Record<string, unknown>>, { input: { body } }: Case, subject: Subject): boolean {
  if (body === undefined || !('content' in body) || body.content.schema === undefined) return true;
  return subject.sampler.alternatives(subject.sitesOf(body.content)).some(({ required, declared }) => !required.includes(name) && Object.keys(members).some((each) => declared.includes(each)));
}

function withoutParameter(input: Input, place: Place, name: string): Input {
  return { ...input, [place]: Object.fromEntries(Object.entries(input[place]).filter(([each]) => each !== name)) };
}
