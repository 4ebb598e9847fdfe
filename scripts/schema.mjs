// Writes schemas/tutti.schema.json from the one schema in src/core/config.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);

export async function writeSchema() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('src/core/config/jsonSchema.ts', root))],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { jsonSchemaText } = await import(`data:text/javascript;base64,${code}`);
  mkdirSync(new URL('schemas/', root), { recursive: true });
  writeFileSync(new URL('schemas/tutti.schema.json', root), jsonSchemaText());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSchema();
