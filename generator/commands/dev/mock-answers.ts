import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isAsGenerated } from '../../files/generation-record.ts';
import { findDocuments } from '../../load/find-document.ts';
import { toBigInts } from '../../model/lift-int64.ts';
import { askedUrl } from '../../model/operation-url.ts';
import type { Answer } from '../mock/answer.ts';
import { createMock, type Mock } from '../mock/create-mock.ts';
import { takesType } from '../mock/media-types.ts';
import type { Wishes } from '../mock/operation-answer.ts';
import type { DevelopedOperation, ResponseRow } from './with-mocks.ts';

export type { Wishes };

/** What a handler might have returned. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** Of `specwright/runtime`: JSON with bigints at these places. */
export type ReadJson = (text: string, int64: unknown) => unknown;

/** Answers of one API's document, which is read when the first is asked for at the latest, and again when it changed and was generated from. */
export class MockAnswers {
  readonly #root: string;
  readonly #name: string;
  readonly #readJson: ReadJson;
  #mock: Mock | undefined;
  #state = '';

  constructor(root: string, name: string, readJson: ReadJson) {
    this.#readJson = readJson;
    this.#root = root;
    this.#name = name;
  }

  /** Reads the document now: a moment later it may be one that nobody can read. */
  prepare(): void {
    this.#current();
  }

  /** Undefined where the document does not have the operation. */
  answer(row: DevelopedOperation, wishes: Wishes): Reply | undefined {
    const answer = this.#current().answerOf(row.method.toUpperCase(), askedUrl(row), wishes, row.selector?.headers);
    return answer === undefined ? undefined : toReply(answer, row, this.#readJson);
  }

  #current(): Mock {
    if (this.#mock === undefined || (this.#state !== stateOf(this.#mock) && isAsGenerated({ root: this.#root, name: this.#name }))) {
      const spec = join(this.#root, 'spec');
      const report = (message: string) => console.error(`${this.#name}: mock: ${message}`);
      this.#mock = createMock(findDocuments(join(spec, this.#name), 'openapi'), { root: spec, auth: false, report });
      this.#state = stateOf(this.#mock);
    }
    return this.#mock;
  }
}

/** Changes with every file that was read. Examples are in no generated file, so that no restart tells of them. */
function stateOf(mock: Mock): string {
  return mock.files().map((file) => `${file} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs}`).join('\n');
}

/** Values in place of the texts that the mock has written, where the runtime writes them itself. */
export function toReply({ status, headers, headerValues: values, value: made, body }: Answer, { responses }: Pick<DevelopedOperation, 'responses'>, readJson: ReadJson = (text) => JSON.parse(text) as unknown): Reply {
  const { 'content-type': contentType, ...others } = headers;
  const response = responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default'];
  const { codec, int64 } = contentOf(response, contentType) ?? {};
  const value = codec === 'json' && body !== undefined ? (int64 === undefined ? (JSON.parse(String(body)) as unknown) : readJson(String(body), int64)) : codec === 'form' ? toBigInts(made) : body;
  return {
    status,
    headers: replyHeaders(others, values, response),
    ...(contentType === undefined ? {} : { contentType }),
    ...(value === undefined ? {} : { body: value }),
  };
}

/** The content of a media type: its own, else that of a range which it is in. */
function contentOf(response: ResponseRow | undefined, contentType = ''): ResponseRow['content'][number] | undefined {
  const content = response?.content ?? [];
  return content.find(({ mediaType }) => mediaType === contentType) ?? content.find(({ mediaType }) => takesType(mediaType, contentType));
}

/** Without those that the runtime adds itself: it knows how often a caller may come. An example may be the text of what is declared. */
function replyHeaders(texts: Answer['headers'], values: Answer['headerValues'], response: ResponseRow | undefined): Reply['headers'] {
  const told = Object.entries(texts).filter(([name]) => !/^(x-)?ratelimit-/.test(name));
  const plain = Object.fromEntries(told.map(([name, text]) => [name, toBigInts(values?.[name] ?? text)]));
  const read = Object.fromEntries(told.map(([name, text]) => [name, /^(-?\d+(\.\d+)?|true|false)$/.test(text) ? (JSON.parse(text) as unknown) : text]));
  const lists = Object.fromEntries(told.map(([name, text]) => [name, text.split(',')]));
  return [plain, read, Object.fromEntries(told), lists].find((headers) => response?.validateHeaders?.(headers) !== false) ?? plain;
}
