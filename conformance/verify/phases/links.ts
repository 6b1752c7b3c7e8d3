import { fillLink } from 'specwright/client';
import type { Link, Operation, Parameter } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { linksLead } from '../checks/state-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { withOtherTexts } from '../inputs/other-texts.ts';
import { NoInput, placeOf, plainContent } from '../inputs/plain-input.ts';
import { readText } from '../inputs/wire-text.ts';
import type { Session } from '../session.ts';
import { responseFor } from '../subject.ts';
import type { Supply } from '../supply.ts';
import { isSuccess, jsonOf } from './answers.ts';

/** Statuses that say: there is no such thing, or this is no right request. */
const dead = [400, 404, 405, 410, 422];

/** Follows the links of answers: what an answer says leads to the operation that the contract names (OpenAPI 3.1, "Link Object"). */
export async function runLinks(operations: readonly Operation[], session: Session, supply: Supply): Promise<void> {
  const find = (id: string) => operations.find((operation) => operation.id === id);
  for (const link of session.subject.contract.api.links) {
    const [from, to] = [find(link.from), find(link.to)];
    // Whoever deletes what others need would have to make it again.
    if (from !== undefined && to !== undefined && (to.method !== 'delete' || from.method === 'post')) await follow(link, from, to, session, supply);
  }
}

async function follow(link: Link, from: Operation, to: Operation, session: Session, supply: Supply): Promise<void> {
  const [plain, base] = [await supply.fresh(from), await supply.inputFor(to)];
  if (plain instanceof NoInput || base instanceof NoInput) return;
  const input = withOtherTexts(plain, 6, session.subject);
  const asked: Case = { ...plainCase(from, input, 'stateful'), about: `an answer with the link ${link.name}`, expectation: { kind: 'anything' } };
  const answer = await session.run(asked);
  if (!isSuccess(answer) || responseFor(from, answer.status)?.status !== link.status) return;
  const next = nextInput(link, from, to, base, input, answer, session);
  if (next === undefined) {
    session.add(linksLead, { message: `the link ${link.name} takes what the answer does not have`, where: link.name, at: link.at }, { case: asked, request: await session.written(asked), response: answer });
    return;
  }
  const sent: Case = { ...plainCase(to, next, 'stateful'), about: `the link ${link.name} of ${from.id}`, expectation: { kind: 'anything' } };
  const response = await session.run(sent);
  if (response === undefined || !dead.includes(response.status)) return;
  session.add(linksLead, { message: `the link ${link.name} of ${from.id} led to ${response.status}`, where: link.name, at: link.at }, { case: sent, request: await session.written(sent), response });
}

/** Undefined where a value that the link takes is not there. */
function nextInput({ parameters, body }: Link, from: Operation, to: Operation, base: Input, input: Input, answer: WireResponse, { subject }: Session): Input | undefined {
  const named = (place: Parameter['in']) => Object.fromEntries(parameters.filter((each) => each.in === place).map(({ name, value }) => [name, value]));
  const plan = { method: from.method.toUpperCase(), path: named('path'), query: named('query'), headers: named('header'), cookies: named('cookie'), ...body && { body: body.value } };
  try {
    const headers = new Map(Object.entries(answer.headers).map(([name, values]) => [name, values.join(', ')]));
    const filled = fillLink(plan, { status: answer.status, headers: new Headers([...headers]), body: jsonOf(answer) }, { ...input, body: input.body && 'value' in input.body ? input.body.value : undefined });
    const all = parameters.reduce<Input>((values, { in: place, name }) => {
      const parameter = to.parameters.find((each) => each.in === place && each.name === name);
      const value = (filled[placeOf[place]] as Record<string, unknown>)[name];
      const read = parameter !== undefined && typeof value === 'string' ? readText(value, parameter, subject) : value;
      return { ...values, [placeOf[place]]: { ...values[placeOf[place]], [name]: read } };
    }, base);
    const content = body === undefined || to.body === undefined ? undefined : plainContent(to.body.contents);
    return content === undefined ? all : { ...all, body: { content, value: filled['body'] } };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
