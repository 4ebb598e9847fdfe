import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { defaults } from '../../../../src/core/config/defaults.ts';
import { restrictedSettings } from '../../../../src/vscode/manifest/configSettings.ts';

interface Setting {
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly order?: number;
  readonly scope?: string;
}

interface PackageJson {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
  readonly [key: string]: unknown;
}

const root = new URL('../../../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const manifest = JSON.parse(read('package.json')) as PackageJson;
const { contributes } = manifest;
const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));

describe('package.json', () => {
  it('asks for the VS Code that it is typed against, and for no proposed API', () => {
    assert.equal(manifest.engines.vscode, '^1.110.0');
    assert.match(manifest.devDependencies['@types/vscode'] ?? '', /^~1\.110\./);
    assert.equal(manifest['enabledApiProposals'], undefined);
  });

  it('runs beside the repository, never in a browser', () => {
    assert.deepEqual(manifest['extensionKind'], ['workspace']);
    assert.equal(manifest['browser'], undefined);
  });

  it('takes nothing that is run from a workspace that is not trusted', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations, restrictedSettings);
  });

  it('is woken by the places of plans, and restores its panel', () => {
    const events = manifest.activationEvents;
    assert.ok(!events.includes('*') && !events.includes('onStartupFinished'));
    assert.ok(events.includes('onWebviewPanel:tutti.dag'));
    for (const glob of defaults.plans) assert.ok(events.includes(`workspaceContains:${glob}`), glob);
  });

  it('has one container of four views, each with a welcome', () => {
    assert.deepEqual(Object.keys(contributes.viewsContainers), ['activitybar']);
    const views = Object.values(contributes.views).flat();
    assert.equal(views.length, 4);
    for (const { id } of views)
      assert.ok(
        contributes.viewsWelcome.some(({ view }) => view === id),
        id,
      );
  });

  it('gives each setting a default, a description, a place and a scope, and asks for no secret', () => {
    for (const [name, setting] of settings) {
      assert.notEqual(setting.default, undefined, name);
      assert.match(setting.markdownDescription ?? '', /^%.+%$/, name);
      assert.equal(typeof setting.order, 'number', name);
      assert.ok(
        ['machine-overridable', 'resource', 'window', 'application'].includes(setting.scope ?? ''),
        name,
      );
      assert.doesNotMatch(name, /token$|key$|secret|password/i);
    }
  });

  it('has a text for every key, and no text for nothing', () => {
    const texts = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
    const used = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });

  it('is dressed for the marketplace', () => {
    const png = readFileSync(new URL(manifest.icon, root));
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
    assert.ok(manifest.keywords.length <= 10);
    assert.ok(manifest.categories.includes('AI'));
  });

  it('packs what is run and shown, and no source, test, map or library', () => {
    const [first, ...others] = read('.vscodeignore')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'));
    assert.equal(first, '**');
    assert.ok(others.includes('!dist/extension.cjs') && others.includes('!dist/runner.cjs'));
    const shipped =
      /^!(?:[\w.]+\.(?:json|md)|LICENSE|dist\/[\w*]+\.[cm]js|(?:media|skills|examples\/demo|dist\/dashboard)\/\*\*|schemas\/[\w.]+)$/;
    assert.deepEqual(
      others.filter((line) => !shipped.test(line)),
      [],
    );
  });
});
