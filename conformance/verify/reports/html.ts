import { percentOf, type CoverageReport, type Share } from '../coverage.ts';
import type { Finding } from '../finding.ts';
import { changedLine, coverageNames, effortOf, exchangeOf, placeText, verdictOf, type Told } from './report.ts';

const style = `
  :root { color-scheme: light dark; --line: #8884; --error: #c62828; --warn: #b26a00; --good: #2e7d32 }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.4rem } h1 small { font-weight: normal; opacity: .7 }
  .verdict { font-size: 1.1rem; font-weight: 600 } .bad { color: var(--error) } .good { color: var(--good) }
  form { display: flex; gap: .5rem; flex-wrap: wrap; margin: 1rem 0 } select, input { font: inherit; padding: .25rem .5rem }
  details { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0 }
  summary { cursor: pointer } .error { color: var(--error) } .warn { color: var(--warn) }
  pre { overflow-x: auto; background: #8881; padding: .75rem; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere }
  .heat td { text-align: right; min-width: 3rem; padding: .25rem .5rem } .hit { background: color-mix(in srgb, var(--good) calc(var(--heat) * 70%), transparent) } .miss { outline: 1px dashed var(--line) }
  table { border-collapse: collapse } td, th { padding: .25rem .75rem .25rem 0; text-align: left } meter { width: 12rem }
`;

/** Hides what the reader does not ask for. Without scripts everything is shown. */
const script = `
  const form = document.querySelector('form'), all = [...document.querySelectorAll('details[data-check]')];
  const show = () => {
    const { check, operation, text } = Object.fromEntries(new FormData(form));
    let count = 0;
    for (const each of all) {
      const isShown = (!check || each.dataset.check === check) && (!operation || each.dataset.operation === operation) && each.textContent.toLowerCase().includes(text.toLowerCase());
      each.hidden = !isShown;
      count += isShown;
    }
    document.querySelector('output').textContent = count + ' of ' + all.length;
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  show();
`;

/** One file to look at: needs no network, and no script to be read. */
export function reportAsHtml(told: Told): string {
  const { report, contract, url } = told;
  const { findings, notes, coverage } = report;
  const changed = changedLine(report);
  const { isGood, text } = verdictOf(report);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escape(contract)}: contract against behaviour</title>
<style>${style}</style>
<h1>${escape(contract)} <small>${url === '' ? '' : `at ${escape(url)}`}</small></h1>
<p class="verdict"><span class="${isGood ? 'good' : 'bad'}">${escape(text.charAt(0).toUpperCase() + text.slice(1))}</span></p>
<p>${effortOf(report)}</p>
${changed === undefined ? '' : `<p>${escape(changed)}</p>\n`}${findings.length === 0 ? '' : filters(findings)}
${findings.map((finding) => section(finding, told)).join('\n')}
${coverageTable(coverage)}
${heatMap(coverage)}
${notes.length === 0 ? '' : `<h2>Notes</h2><ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>`}
${findings.length === 0 ? '' : `<script>${script}</script>`}
</html>
`;
}

function filters(findings: readonly Finding[]): string {
  const select = (name: string, values: readonly string[]) =>
    `<select name="${name}" aria-label="${name}"><option value="">every ${name}</option>${[...new Set(values)].sort().map((value) => `<option>${escape(value)}</option>`).join('')}</select>`;
  const [checks, operations] = [findings.map(({ check }) => check), findings.map(({ operationId }) => operationId)];
  return `<form>${select('check', checks)}${select('operation', operations)}<input name="text" placeholder="text" aria-label="text"><output></output></form>`;
}

function section(finding: Finding, told: Told): string {
  const { check, severity, operationId, message, position, about, phase, isFlaky, id, count } = finding;
  const exchange = exchangeOf(finding, told);
  return `<details data-check="${escape(check)}" data-operation="${escape(operationId)}">
<summary><b class="${severity}">${severity}${isFlaky ? ' (flaky)' : ''}</b> <b>${escape(operationId)}</b> ${escape(message)}</summary>
<p>${escape(check)} ${id}, phase ${phase}, found ${count === 1 ? 'once' : `${count} times`}<br>contract ${escape(placeText(position))} <code>#${escape(position.pointer)}</code><br>${exchange === undefined ? 'because' : 'sent'}: ${escape(about)}</p>
${exchange === undefined ? '' : `<pre>${escape(exchange.curl)}</pre>\n<pre>${escape(exchange.answer)}</pre>\n`}</details>`;
}

function coverageTable(coverage: CoverageReport): string {
  const row = (name: string, share: Share) => {
    const { reached, all, reachable = all } = share;
    return `<tr><td>${name}<td><meter value="${percentOf(share)}" max="100"></meter><td>${percentOf(share)} %<td>${reached} of ${all}${reachable < all ? `, ${reachable} can be` : ''}</tr>`;
  };
  const missed = coverage.missed.length === 0 ? '' : `<details><summary>not reached: ${coverage.missed.length}</summary><ul>${coverage.missed.map((name) => `<li>${escape(name)}</li>`).join('')}</ul></details>`;
  return `<h2>Coverage</h2><table>${coverageNames.map(([key, name]) => row(name, coverage[key])).join('')}</table>${missed}`;
}

/** Operations and their declared statuses: what came, what did not. */
function heatMap({ map }: CoverageReport): string {
  if (map.length === 0) return '';
  const statuses = [...new Set(map.flatMap(({ statuses: cells }) => cells.map(({ status }) => status)))].sort();
  const cell = (cells: CoverageReport['map'][number]['statuses'], status: string) => {
    const found = cells.find((each) => each.status === status);
    return found === undefined ? '<td>' : `<td class="${found.count > 0 ? 'hit' : 'miss'}" style="--heat: ${Math.min(1, Math.log10(found.count + 1) / 2).toFixed(2)}" title="${found.count} answers">${found.count}`;
  };
  const rows = map.map(({ operation, statuses: cells }) => `<tr><th scope="row">${escape(operation)}${statuses.map((status) => cell(cells, status)).join('')}</tr>`);
  return `<details open><summary>answers by operation and declared status</summary><table class="heat"><tr><th><th>${statuses.map(escape).join('<th>')}</tr>${rows.join('')}</table></details>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replace(/[^\P{Cc}\n\t]/gu, '\u00b7');
}
