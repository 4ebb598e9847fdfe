import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { projectFolder } from './projectFolder.ts';

/** Bundles the tests of a session for the extension host, which loads CommonJS: `outfile` exports `run`. */
export async function bundleInside(
  tests: readonly string[],
  {
    outfile,
    reportFile,
    grep,
  }: { readonly outfile: string; readonly reportFile: string; readonly grep: string | null },
): Promise<void> {
  const entry = `
    import { runInside } from ${JSON.stringify(join(projectFolder, 'test/host/support/insideRunner.ts'))};
    export const run = () => runInside({
      reportFile: ${JSON.stringify(reportFile)},
      grep: ${JSON.stringify(grep)},
      load: () => { ${tests.map((file) => `require(${JSON.stringify(file)});`).join(' ')} },
    });`;
  await build({
    stdin: { contents: entry, resolveDir: projectFolder, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'error',
    plugins: [ownAddress, oneMocha],
  });
}

/** A module finds the files beside it by `import.meta.url`, which a bundle does not have. */
const ownAddress: Plugin = {
  name: 'own-address',
  setup: (bundle) => {
    bundle.onLoad({ filter: /[\\/](?:src|test)[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

/** Not bundled: it is large, and it finds parts of itself by path. */
const oneMocha: Plugin = {
  name: 'one-mocha',
  setup: (bundle) => {
    const path = createRequire(import.meta.url).resolve('mocha');
    bundle.onResolve({ filter: /^mocha$/ }, () => ({ path, external: true }));
  },
};
