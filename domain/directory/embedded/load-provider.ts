import type * as oidcProvider from 'oidc-provider';

/**
 * oidc-provider, which prints at its import that it does not support Node 20. It uses nothing that Node 20 lacks, the tests of the directory run on it,
 * and it serves development only: nobody has to read this at each start.
 */
export async function loadProvider(): Promise<typeof oidcProvider> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
