/** How a module imports another one; both by their paths without extension, below the same folder. */
export function relativeModule(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const shared = up.filter((part, index) => to.split('/')[index] === part).length;
  const steps = '../'.repeat(up.length - shared);
  return `${steps === '' ? './' : steps}${to.split('/').slice(shared).join('/')}.js`;
}
