// Makes the pictures in `docs/screenshots` anew, out of `test/host/scenes`. Arguments are parts of names of scenes.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './support/browser.ts';
import { film } from './support/film.ts';
import { startHostServer } from './support/hostServer.ts';
import { projectFolder } from './support/projectFolder.ts';
import type { Scene, Stage } from './support/scene.ts';
import { Workbench } from './support/workbench.ts';

const scenes = join(projectFolder, 'test', 'host', 'scenes');
const pictures = join(projectFolder, 'docs', 'screenshots');
const failures = join(projectFolder, '.vscode-test', 'failures');
const parts = process.argv.slice(2);

for (const folder of [pictures, failures]) mkdirSync(folder, { recursive: true });
const names = readdirSync(scenes).filter((name) => name.endsWith('.scene.ts'));
const wanted = names.filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
for (const name of wanted.sort()) {
  const { scene } = (await import(join(scenes, name))) as { readonly scene: Scene };
  try {
    await play(name, scene);
  } catch (error) {
    console.log(`✖ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
await closeBrowser();

async function play(file: string, scene: Scene): Promise<void> {
  const workspace = await scene.prepare();
  const env = { ...scene.host?.env, ...workspace.env };
  const server = await startHostServer({ ...scene.host, env });
  try {
    const size = scene.size ?? { width: 1400, height: 900 };
    const workbench = await Workbench.open(server, { open: workspace.open, ...size });
    const stage: Stage = {
      workbench,
      server,
      open: workspace.open,
      picture: async (name) => {
        await workbench.screenshot(join(pictures, `${name}.png`));
        console.log(`✔ docs/screenshots/${name}.png`);
      },
      film: async (name, act) => {
        await film(workbench.page, join(pictures, `${name}.gif`), act);
        console.log(`✔ docs/screenshots/${name}.gif`);
      },
    };
    await scene.play(stage).catch(async (error: unknown) => {
      await workbench.screenshot(join(failures, `${file}.png`));
      throw error;
    });
    await workbench.close();
  } finally {
    await server.dispose();
    await workspace.dispose();
  }
}
