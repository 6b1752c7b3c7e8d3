/** The files of tests, compiled; the files as they are where they cannot be. */
export function compileTests(files: readonly string[]): Promise<string[]>;
