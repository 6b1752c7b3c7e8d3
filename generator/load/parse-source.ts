import { JsonPlaces } from './json-places.ts';
import { LineStarts } from './line-starts.ts';
import { parseJson } from './parse-json.ts';
import { parseLoosely } from './parse-loosely.ts';
import type { RefusalList } from './refusal.ts';
import { Source } from './source.ts';
import type { TextCache } from './text-cache.ts';
import { readYamlBlocks } from './yaml-blocks.ts';
import { YamlBlockPlaces } from './yaml-block-places.ts';
import { YamlReader, type YamlProblem } from './yaml-data.ts';
import { parseOptions } from './yaml-options.ts';
import { YamlPlaces } from './yaml-places.ts';

/**
 * Parses YAML 1.2 (and so JSON) with positions. Every mistake is added to `refusals`; the source is returned all the same,
 * with as much as could be read. A sound JSON text is read in a tenth of the time; with `texts`, of a sound YAML text only the pieces
 * that are new are parsed, and again those in which a place is asked for.
 */
export function parseSource(input: SourceText, refusals: RefusalList, texts?: TextCache): Source {
  const json = parseJson(input.text);
  if (json !== undefined) return new Source({ ...input, data: json.data, places: new JsonPlaces(input.text), isPlain: true });
  const blocks = texts && readYamlBlocks(input.text, texts);
  return blocks === undefined ? parseYaml(input, refusals) : new Source({ ...input, data: blocks.data, places: new YamlBlockPlaces(input.text), isPlain: true });
}

interface SourceText {
  readonly path: string;
  readonly file: string;
  readonly text: string;
}

function parseYaml(input: SourceText, refusals: RefusalList): Source {
  const { document, joined } = parseLoosely(input.text, parseOptions);
  const reader = new YamlReader(document);
  const data = reader.read();
  const faults = [...document.errors, ...document.warnings].map((error): YamlProblem => ({
    code: 'invalid-yaml',
    message: firstLine(error.message),
    hint: 'Correct the YAML at this place',
    offset: error.pos[0],
  }));
  const lines = new LineStarts(input.text);
  for (const offset of joined) refusals.warn({ ...looseLine, position: { file: input.file, ...lines.placeOf(offset), pointer: '' } });
  for (const { offset, ...problem } of faults.length > 0 ? faults : reader.problems) {
    refusals.add({ ...problem, position: { file: input.file, ...lines.placeOf(offset), pointer: '' } });
  }
  return new Source({ ...input, data, places: new YamlPlaces(document) });
}

const looseLine = {
  code: 'misspelt-member',
  message: 'a text in quotes goes on in a line that is not indented further than its key',
  hint: 'Indent it by one space more; until then it counts as indented',
} as const;

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/[.:]$/, '') ?? message;
}
