import { asyncapi } from './asyncapi-probes.ts';
import { brokers } from './broker-probes.ts';
import { documents } from './openapi/documents.ts';
import { bodies, parameters, security } from './openapi/exchange.ts';
import { schemas } from './openapi/schemas.ts';
import type { Probe, Section, Specification } from './probe.ts';
import { ProbeRunner, type Outcome } from './run-probes.ts';

const openapi: Specification = { kind: 'openapi', versions: ['3.0', '3.1', '3.2'] };
const parts: readonly (readonly [Specification, Section])[] = [
  ...[documents, parameters, bodies, security, schemas].map((section) => [openapi, section] as const),
  ...[asyncapi, brokers].map((section) => [{ kind: 'asyncapi', versions: ['2.6', '3.0'] }, section] as const),
];

/** The table of every feature, as it stands in spec/README.md. */
export async function featureTable(): Promise<string> {
  const runner = new ProbeRunner();
  const texts: string[] = [];
  for (const [specification, section] of parts) texts.push(await sectionText(section, specification, runner));
  return texts.join('\n');
}

async function sectionText({ title, probes }: Section, specification: Specification, runner: ProbeRunner): Promise<string> {
  const { versions } = specification;
  const rows: string[] = [];
  for (const probe of probes) {
    const outcomes: Outcome[] = [];
    for (const version of versions) outcomes.push(await runner.run(probe, { ...specification, version }));
    rows.push(`| ${[probe.feature, ...outcomes.map(({ kind }) => cells[kind]), noteText(probe, outcomes)].join(' | ')} |`);
  }
  return [`### ${title}`, '', `| | ${versions.join(' | ')} | |`, `|---|${'---|'.repeat(versions.length)}---|`, ...rows, ''].join('\n');
}

const cells = { supported: 'yes', ignored: 'ignored', refused: 'refused', absent: '–' };

function noteText({ feature, note }: Probe, outcomes: readonly Outcome[]): string {
  if (note === undefined && outcomes.some(({ kind }) => kind === 'ignored')) throw new Error(`${feature} is ignored: its probe must say why`);
  const told = (kind: Outcome['kind'], before: string) => {
    const words = new Set(outcomes.flatMap((outcome) => (outcome.kind === kind ? outcome.words : [])));
    return words.size === 0 ? [] : [`${before}${[...words].map((word) => `\`${word}\``).join(', ')}`];
  };
  const warned = [...new Set([...told('supported', 'with the warning '), ...told('ignored', 'with the warning ')])];
  return [...(note === undefined ? [] : [note]), ...warned, ...told('refused', '')].join('; ');
}

const [begin, end] = ['<!-- Written by npm run features -->\n', '<!-- End of what npm run features writes -->\n'];

/** A text that has the table between its two marks. */
export function withTable(readme: string, table: string): string {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`spec/README.md must have the lines ${begin}and ${end}`);
  return `${readme.slice(0, before + begin.length)}\n${table}${readme.slice(after)}`;
}
