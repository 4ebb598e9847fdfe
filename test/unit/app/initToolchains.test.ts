import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { detectToolchains } from '../../../src/app/initToolchains.ts';

function detect(files: Readonly<Record<string, string>>): readonly (readonly [string, string, string])[] {
  return detectToolchains((name) => files[name] ?? null).map(({ name, setup, verify }) => [
    name,
    setup.join('; '),
    verify.join('; '),
  ]);
}

const manifest = (extra: object = {}) =>
  JSON.stringify({ scripts: { test: 'mocha' }, dependencies: { left: '1' }, ...extra });

describe('detectToolchains', () => {
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    readonly (readonly string[])[],
  ])[] = [
    ['npm', { 'package.json': manifest(), 'package-lock.json': '' }, [['npm', 'npm ci', 'npm test']]],
    [
      'pnpm',
      { 'package.json': manifest(), 'pnpm-lock.yaml': '' },
      [['pnpm', 'pnpm install --frozen-lockfile', 'pnpm test']],
    ],
    [
      'the first Yarn',
      { 'package.json': manifest(), 'yarn.lock': '' },
      [['yarn', 'yarn install --frozen-lockfile', 'yarn test']],
    ],
    [
      'a newer Yarn',
      { 'package.json': manifest(), 'yarn.lock': '', '.yarnrc.yml': '' },
      [['yarn', 'yarn install --immutable', 'yarn test']],
    ],
    [
      'bun',
      { 'package.json': manifest(), 'bun.lock': '' },
      [['bun', 'bun install --frozen-lockfile', 'bun run test']],
    ],
    [
      'a package manager that the manifest names',
      { 'package.json': manifest({ packageManager: 'pnpm@9.1.0' }) },
      [['pnpm', 'pnpm install', 'pnpm test']],
    ],
    [
      'a project without dependencies',
      { 'package.json': '{"scripts":{"test":"x"}}' },
      [['npm', '', 'npm test']],
    ],
    [
      "npm's placeholder for no tests",
      { 'package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}' },
      [['npm', '', '']],
    ],
    ['a broken manifest', { 'package.json': '{' }, [['npm', '', '']]],
    ['Cargo', { 'Cargo.toml': '' }, [['cargo', '', 'cargo test']]],
    ['Go', { 'go.mod': '' }, [['go', '', 'go test ./...']]],
    ['uv', { 'pyproject.toml': '', 'uv.lock': '' }, [['uv', 'uv sync', 'uv run pytest']]],
    ['Poetry', { 'pyproject.toml': '[tool.poetry]\n' }, [['poetry', 'poetry install', 'poetry run pytest']]],
    ['pytest', { 'requirements.txt': 'pytest==8\n' }, [['pytest', '', 'python -m pytest']]],
    ['Python without pytest', { 'pyproject.toml': '[project]' }, [['python', '', '']]],
    ['Maven with its wrapper', { 'pom.xml': '', mvnw: '' }, [['maven', '', './mvnw -q -B test']]],
    ['Gradle', { 'build.gradle.kts': '' }, [['gradle', '', 'gradle test']]],
    ['make alone', { Makefile: 'all:\n\ttrue\ncheck: all\n' }, [['make', '', 'make check']]],
    ['a Makefile without tests', { Makefile: 'test := 1\nall:\n' }, []],
    [
      'make beside something that tests',
      { Makefile: 'test:\n\tgo test\n', 'go.mod': '' },
      [['go', '', 'go test ./...']],
    ],
    [
      'several languages',
      { 'package.json': manifest(), 'package-lock.json': '', 'Cargo.toml': '' },
      [
        ['npm', 'npm ci', 'npm test'],
        ['cargo', '', 'cargo test'],
      ],
    ],
    ['nothing', {}, []],
  ];

  for (const [title, files, expected] of cases) {
    it(`knows ${title}`, () => {
      assert.deepEqual(detect(files), expected);
    });
  }
});
