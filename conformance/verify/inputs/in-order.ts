type Members = Readonly<Record<string, unknown>>;

/** What a name of a beginning begins with, and that of the end. */
const pairs: readonly (readonly [string, string])[] = [
  ['start', 'end'],
  ['starts', 'ends'],
  ['begin', 'end'],
  ['from', 'to'],
  ['from', 'until'],
  ['since', 'until'],
  ['min', 'max'],
  ['checkin', 'checkout'],
  ['validfrom', 'validto'],
  ['validfrom', 'validuntil'],
  ['opens', 'closes'],
];
const dayMs = 86_400_000;

/** What ends, ends after it has begun: no schema can say so, and many servers ask for it. */
export function inOrder(members: Members, isRight: (value: Members) => boolean): Members {
  return Object.keys(members).reduce((all, name) => {
    const end = Object.keys(all).find((each) => endsOf(name).includes(plain(each)));
    if (end === undefined || all[end] !== all[name]) return all;
    const changed = { ...all, [end]: laterThan(all[name]) };
    return isRight(changed) ? changed : all;
  }, members);
}

function endsOf(name: string): string[] {
  return pairs.filter(([start]) => plain(name).startsWith(start)).map(([start, end]) => end + plain(name).slice(start.length));
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

function laterThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(Date.parse(value))) return value;
  const next = new Date(Date.parse(value) + dayMs).toISOString();
  return value.length === '2026-01-01'.length ? next.slice(0, value.length) : next;
}
