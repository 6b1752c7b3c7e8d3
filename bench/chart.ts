import { speed, type Measured } from './figures.ts';
import { loadNames, titleOf } from './http.ts';

const width = 860;
const left = 240;
const barHeight = 16;
const rowHeight = 22;
const titleHeight = 34;
const rightMargin = 70;

/** Requests per second as bars, a group for each load, each on a scale of its own. Readable on light and dark pages. */
export function chart(measured: readonly Measured[]): string {
  const groups = loadNames.map((load) => ({ title: titleOf(load), bars: measured.filter((one) => one.load === load && !one.server.includes('Specwright,')) }));
  let top = 0;
  const parts = groups.filter(({ bars }) => bars.length > 0).map(({ title, bars }) => {
    const text = group(top, title, bars);
    top += titleHeight + bars.length * rowHeight;
    return text;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + 10}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Requests per second">
<style>text { fill: #57606a } .title { font-weight: 600 } .other { fill: #9aa4af } .ours { fill: #2f6feb } @media (prefers-color-scheme: dark) { text { fill: #b8c1cc } .other { fill: #5b6673 } }</style>
${parts.join('\n')}
</svg>
`;
}

function group(top: number, title: string, bars: readonly Measured[]): string {
  const most = Math.max(...bars.map(speed));
  const rows = bars.map((one, index) => {
    const y = top + titleHeight + index * rowHeight;
    const length = ((width - left - rightMargin) * speed(one)) / most;
    return `<text x="${left - 10}" y="${y + 12}" text-anchor="end">${one.server}</text>
<rect class="${one.server === 'Specwright' ? 'ours' : 'other'}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/>
<text x="${(left + length + 6).toFixed(1)}" y="${y + 12}">${Math.round(speed(one)).toLocaleString('en')}</text>`;
  });
  return [`<text class="title" x="10" y="${top + 24}">${title}: requests per second</text>`, ...rows].join('\n');
}
